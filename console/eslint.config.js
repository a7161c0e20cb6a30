// What a reader should not have to watch for. The directions are STYLE's: shared (api, text, ui) → features → app.
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const BARREL = {
  selector: "ExportAllDeclaration, ExportNamedDeclaration[source]",
  message: "No barrels: import from the file that has it.",
};

/** Imports that a part of the console must not have, each with the reason. */
const without = (...groups) => ({
  "no-restricted-imports": ["error", { patterns: groups.map(([group, message]) => ({ group, message })) }],
});

const APP = [["@/app/*", "@/routes", "@/main"], "The app knows the features, never the other way round."];

export default tseslint.config(
  { ignores: ["node_modules", "src/api/contract.d.ts", "public"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  hooks.configs.flat["recommended-latest"],
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-syntax": ["error", BARREL],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "The API is asked through api/client.ts, so that errors become problems." },
        { name: "EventSource", message: "There is one live link, in api/link.ts." },
      ],
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/only-throw-error": "off", // a route throws its redirect
    },
  },
  { files: ["src/api/**", "src/widget/**"], rules: { "no-restricted-globals": "off" } },
  {
    files: ["src/api/**", "src/text/**", "src/ui/**"],
    rules: without([["@/features/*"], "What is shared knows no feature."], APP),
  },
  {
    files: ["src/features/**"],
    rules: without(
      [
        ["@/features/*", "../*/**", "../../**"],
        "Features never import each other: what two need is shared (api, text, ui), or a link.",
      ],
      APP,
    ),
  },
  {
    files: ["src/widget/**"],
    rules: without([["@/*", "../**", "react*", "@mantine/*"], "The widget stands alone: it is loaded by strangers' pages."]),
  },
  {
    files: ["eslint.config.js"],
    extends: [tseslint.configs.disableTypeChecked],
  },
);

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { t } from "./text";

/** The one accent: the green of a well-kept handrail. */
const spruce: MantineColorsTuple = [
  "#eef6f3", "#dcebe5", "#b8d8cc", "#8fc3b1", "#5fb59b", "#3f967b", "#2a7d66", "#1c6b57", "#165547", "#0f4037",
];
const paper: MantineColorsTuple = [
  "#f7f7f4", "#efefeb", "#e5e5df", "#d9d9d2", "#c2c3bb", "#8a8d86", "#646963", "#545a55", "#3c403d", "#1b1f1d",
];
const slate: MantineColorsTuple = [
  "#eceeec", "#cdd2cf", "#a6aeaa", "#89928d", "#39413d", "#2b312e", "#202523", "#191d1b", "#121614", "#0d100e",
];

/** Locking the page's scroll writes an inline style, which the content security policy refuses; the cross needs a name. */
const opened = { lockScroll: false, closeButtonProps: { "aria-label": t.close } };

export const theme = createTheme({
  primaryColor: "spruce",
  primaryShade: { light: 7, dark: 6 },
  colors: { spruce, gray: paper, dark: slate },
  black: "#1b1f1d",
  fontFamily: '"Geist Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: "600" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    Modal: { defaultProps: { ...opened, centered: true, overlayProps: { backgroundOpacity: 0.4, blur: 1 } } },
    Drawer: { defaultProps: opened },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end" } },
    Button: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
  },
});

export const variables: CSSVariablesResolver = () => ({
  variables: { "--mantine-line-height": "1.5" },
  light: { "--mantine-color-body": "#ffffff", "--mantine-color-default-border": "#dcdcd5", "--mantine-color-dimmed": "#5d635e" },
  dark: { "--mantine-color-body": "#191d1b", "--mantine-color-default-border": "#333a37", "--mantine-color-dimmed": "#a6aeaa" },
});

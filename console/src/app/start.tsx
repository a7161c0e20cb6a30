import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@fontsource-variable/geist";
import "@/ui/theme.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { router } from "@/routes";
import { queries } from "@/app/state";
import { Confirming } from "@/ui/confirm";
import { theme, variables } from "@/ui/theme";

/** The style sheets that Mantine writes carry this page's nonce; the content security policy allows no others. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="handrail-nonce"]')?.content;

export function start(root: HTMLElement | null): void {
  if (root === null) {
    throw new Error("The page has no place for the console.");
  }
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce ?? ""}
      >
        <QueryClientProvider client={queries}>
          <Confirming>
            <RouterProvider router={router} />
          </Confirming>
          <Notifications position="bottom-right" limit={4} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

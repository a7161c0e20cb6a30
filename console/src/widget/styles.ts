/** How the widget looks. A constructed style sheet: no `style` attribute and no `<style>`, so no page's policy forbids it. */

import { inkOn } from "./colour";

export function sheet(accent: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(`:host{--accent:${accent};--on-accent:${inkOn(accent)}}${CSS}`);
  return made;
}

const LIGHT = "--ground:#ffffff;--sunken:#f4f5f7;--line:#d7dbe0;--edge:#7b828c;--ink:#1b1f24;--ink-2:#565d68;--bad:#b3261e";
const DARK = "--ground:#1b1e23;--sunken:#272b32;--line:#3b414b;--edge:#8a919c;--ink:#eceff3;--ink-2:#adb4bf;--bad:#ff9a91";

const CSS = `
:host{all:initial;position:fixed;inset:auto 0 0 auto;z-index:2147483000;color-scheme:light;${LIGHT}}
:host([data-scheme=dark]){color-scheme:dark;${DARK}}
@media (prefers-color-scheme:dark){:host([data-scheme=auto]){color-scheme:dark;${DARK}}}
*,*::before{box-sizing:border-box}
[hidden]{display:none!important}
:where(div,section,header,form,p,button,textarea,input,label,span,ol,li,a,fieldset,legend,h2){font:400 15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:inherit;margin:0;padding:0;border:0;background:none;list-style:none;text-align:start}
:where(button){cursor:pointer}
:where(button:disabled){cursor:default;opacity:.5}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
.icon{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block}
.launcher{position:fixed;inset:auto max(20px,env(safe-area-inset-right)) max(20px,env(safe-area-inset-bottom)) auto;width:56px;height:56px;border-radius:50%;background:var(--accent);color:var(--on-accent);display:grid;place-items:center;box-shadow:0 4px 16px rgb(0 0 0/.22)}
.launcher:focus-visible{outline-color:var(--accent);outline-offset:3px}
.count{position:absolute;inset:-4px -4px auto auto;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:var(--ink);color:var(--ground);font-size:12px;font-weight:600;line-height:22px;text-align:center;font-variant-numeric:tabular-nums}
.panel{position:fixed;inset:auto max(20px,env(safe-area-inset-right)) max(88px,calc(env(safe-area-inset-bottom) + 88px)) auto;width:min(384px,calc(100vw - 40px));height:min(620px,calc(100dvh - 112px));display:flex;flex-direction:column;background:var(--ground);color:var(--ink);border:1px solid var(--line);border-radius:14px;overflow:hidden;box-shadow:0 12px 40px rgb(0 0 0/.24)}
.head{display:flex;align-items:center;gap:4px;padding:14px 10px 14px 18px;border-bottom:1px solid var(--line)}
.head div{flex:1;min-width:0}
.head h2{font-weight:600;font-size:16px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who{font-size:13px;color:var(--ink-2)}
.tool{width:40px;height:40px;flex:none;border-radius:8px;display:grid;place-items:center;color:var(--ink-2)}
.tool:hover:not(:disabled){background:var(--sunken);color:var(--ink)}
.banner{padding:9px 18px;font-size:13px;background:var(--sunken);color:var(--ink);border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
.scroll{flex:1;overflow-y:auto;overscroll-behavior:contain;padding:16px 18px;display:flex;flex-direction:column}
.log{display:flex;flex-direction:column;gap:3px;margin-top:auto}
.earlier{align-self:center;font-size:13px;color:var(--ink-2);text-decoration:underline;padding:6px 10px;margin-bottom:8px;border-radius:6px}
.words{display:flex;flex-direction:column;align-items:flex-start;max-width:86%}
.words.first{margin-top:11px}
.words.customer{align-self:flex-end;align-items:flex-end}
.by{font-size:12px;color:var(--ink-2);margin:0 4px 3px}
.said{padding:9px 13px;border-radius:14px;background:var(--sunken);white-space:pre-wrap;overflow-wrap:anywhere}
.customer .said{background:var(--accent);color:var(--on-accent)}
.system{align-self:stretch;max-width:none}
.system .said{background:none;border:1px solid var(--line);align-self:stretch;font-size:14px}
.said a{text-decoration:underline;color:inherit}
.notice{align-self:center;text-align:center;font-size:13px;color:var(--ink-2);padding:14px 12px 4px}
.note{font-size:12px;color:var(--ink-2);margin:3px 4px 0;display:flex;gap:10px}
.note.bad{color:var(--bad)}
.note button{font-size:12px;text-decoration:underline;color:var(--ink)}
.file{display:flex;align-items:center;gap:8px;max-width:100%;padding:8px 11px;margin-top:4px;border:1px solid var(--line);border-radius:10px;font-size:13px;color:var(--ink);background:var(--ground)}
.file span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.file canvas{display:block;max-width:100%;border-radius:6px}
.file.shown{flex-direction:column;align-items:flex-start;padding:6px}
.typing{min-height:20px;padding:0 18px 6px;font-size:13px;color:var(--ink-2)}
.card{border-top:1px solid var(--line);padding:14px 18px;display:flex;flex-direction:column;gap:9px}
.card legend,.card .title{font-weight:600}
.card p{font-size:13px;color:var(--ink-2)}
.card .field,.card .comment{width:100%;padding:9px 11px;border:1px solid var(--edge);border-radius:8px;background:var(--ground)}
.card .comment{resize:none;height:62px}
.row{display:flex;gap:8px;justify-content:flex-end}
.stars{display:flex;gap:2px}
.stars label{position:relative;padding:6px;border-radius:8px;cursor:pointer;color:var(--edge)}
.stars input{position:absolute;inset:0;opacity:0;cursor:pointer;margin:0}
.stars label.on .icon{fill:var(--accent);color:var(--edge)}
.stars label:focus-within{outline:2px solid var(--ink)}
.button{padding:8px 14px;border-radius:8px;border:1px solid var(--line);font-weight:500}
.button.main{background:var(--accent);color:var(--on-accent);border-color:transparent}
.problem{color:var(--bad);font-size:13px}
.links{display:flex;flex-wrap:wrap;gap:2px 14px;padding:0 18px 12px}
.links button{font-size:13px;color:var(--ink-2);text-decoration:underline;padding:4px 0}
.compose{border-top:1px solid var(--line);padding:10px 10px 8px 12px}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chips:not(:empty){padding:2px 2px 8px}
.chip{display:flex;align-items:center;gap:6px;max-width:100%;padding:3px 4px 3px 10px;border:1px solid var(--line);border-radius:8px;font-size:13px}
.chip span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:200px}
.chip button{width:26px;height:26px;display:grid;place-items:center;border-radius:6px}
.chip .icon{width:14px;height:14px}
.line{display:flex;align-items:flex-end;gap:4px}
.line textarea:focus-visible{outline-offset:-2px}
.line textarea{flex:1;min-height:40px;max-height:132px;padding:9px 8px;resize:none;border-radius:8px}
.line textarea::placeholder{color:var(--ink-2);opacity:1}
.line .go{background:var(--accent);color:var(--on-accent)}
.line .go:hover:not(:disabled){background:var(--accent);color:var(--on-accent)}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:480px){.panel{inset:0;width:auto;height:auto;border:0;border-radius:0;padding-bottom:env(safe-area-inset-bottom)}.launcher.under{display:none}}
@media (prefers-reduced-motion:no-preference){.panel{animation:rise .16s ease-out}@keyframes rise{from{opacity:0;transform:translateY(8px)}}.typing:not(:empty)::before{content:"";display:inline-block;width:7px;height:7px;margin-right:8px;border-radius:50%;background:var(--ink-2);animation:beat 1.2s infinite}@keyframes beat{50%{opacity:.25}}}
@media (forced-colors:active){.launcher,.said,.button,.panel{border:1px solid CanvasText}}
`;

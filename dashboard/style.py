"""The style sheet of the pages. Colours mix with the text's own, so that they hold in the light and the dark theme."""

SHEET = """<style>
.block-container, [data-testid="stMainBlockContainer"] { max-width: 54rem; padding: 2.2rem 1rem 4rem; }
[data-testid="stVerticalBlockBorderWrapper"] { border-radius: .7rem; }
.bs-brand { font-size: 1.35rem; font-weight: 650; letter-spacing: -.01em; line-height: 2.4rem; }
.bs-brand span { color: #1f8a70; }
.bs-muted, .bs-meta, .bs-why, .bs-time, .bs-next, .bs-none, .bs-empty-hint, .bs-group small {
  color: color-mix(in srgb, currentColor 68%, transparent); }
.bs-group { font-weight: 650; font-size: 1.02rem; margin: .9rem 0 .1rem; overflow-wrap: anywhere; }
.bs-group small { font-weight: 400; font-size: .86rem; margin-left: .45rem; white-space: nowrap; }
.bs-item { overflow-wrap: anywhere; line-height: 1.45; }
.bs-item > div + div { margin-top: .5rem; }
.bs-kind { display: inline-block; font-size: .76rem; font-weight: 600; padding: .05rem .5rem; border-radius: 1rem;
  background: color-mix(in srgb, #1f8a70 16%, transparent); color: color-mix(in srgb, #1f8a70 62%, currentColor); }
.bs-shadow { background: color-mix(in srgb, #7a6ff0 18%, transparent);
  color: color-mix(in srgb, #7a6ff0 60%, currentColor); }
.bs-badges { display: flex; gap: .35rem; flex-wrap: wrap; }
.bs-change { font-size: 1.06rem; white-space: pre-line; }
.bs-change + .bs-change { margin-top: .2rem; }
.bs-field { color: color-mix(in srgb, currentColor 68%, transparent); margin-right: .4rem; font-size: .92rem; }
.bs-item del { text-decoration: none; color: color-mix(in srgb, currentColor 62%, transparent); }
.bs-item .bs-compared del { text-decoration: line-through;
  text-decoration-color: color-mix(in srgb, #c0392b 70%, transparent); }
.bs-item ins { text-decoration: none; font-weight: 600; }
.bs-new { font-size: 1rem; }
.bs-arrow { margin: 0 .4rem; color: color-mix(in srgb, currentColor 55%, transparent); }
.bs-card { font-weight: 600; }
.bs-card .bs-meta { font-weight: 400; }
.bs-quote { border-left: 3px solid color-mix(in srgb, #1f8a70 55%, transparent); padding: .1rem 0 .1rem .7rem; }
.bs-quote + .bs-quote { margin-top: .3rem; }
.bs-time { font-variant-numeric: tabular-nums; font-size: .86rem; margin-right: .4rem; }
.bs-who { font-weight: 600; margin-right: .3rem; }
.bs-why, .bs-meta { font-size: .89rem; }
.bs-note { border-radius: .6rem; padding: .6rem .8rem; border-left: 4px solid; overflow-wrap: anywhere; }
.bs-note .bs-next { display: block; font-size: .9rem; margin-top: .15rem; }
.bs-note code { font-size: .86em; color: inherit; overflow-wrap: anywhere;
  background: color-mix(in srgb, currentColor 10%, transparent); }
.bs-bad { border-color: #c0392b; background: color-mix(in srgb, #c0392b 12%, transparent); }
.bs-warn { border-color: #c98a10; background: color-mix(in srgb, #c98a10 13%, transparent); }
.bs-good { border-color: #1f8a70; background: color-mix(in srgb, #1f8a70 12%, transparent); }
.bs-calm { border-color: #7a6ff0; background: color-mix(in srgb, #7a6ff0 11%, transparent); }
.bs-empty { text-align: center; padding: 2.6rem 1rem; }
.bs-empty-title { font-size: 1.15rem; font-weight: 600; margin-bottom: .4rem; }
.bs-empty-hint { white-space: pre-line; overflow-wrap: anywhere; }
.bs-answer { font-size: 1.08rem; white-space: pre-line; overflow-wrap: anywhere; }
.bs-item mark { background: color-mix(in srgb, #1f8a70 22%, transparent); color: inherit; }
.bs-body { white-space: pre-line; overflow-wrap: anywhere; }
.bs-list { margin: .2rem 0 .2rem; padding-left: 1.15rem; }
.bs-list li { margin: .18rem 0; overflow-wrap: anywhere; }
.bs-table { border-collapse: collapse; width: 100%; font-size: .92rem; overflow-wrap: break-word; }
.bs-item > * + .bs-table, .bs-item > .bs-table + div { margin-top: .6rem; }
.bs-table th { text-align: left; font-weight: 500; font-size: .84rem; padding: .15rem .8rem .15rem 0;
  color: color-mix(in srgb, currentColor 68%, transparent); }
.bs-table td { padding: .2rem .8rem .2rem 0; vertical-align: top; font-variant-numeric: tabular-nums;
  border-top: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
.bs-warn-row { background: color-mix(in srgb, #c98a10 13%, transparent); }
.bs-good-row { background: color-mix(in srgb, #1f8a70 12%, transparent); }
.bs-quiet-row td { color: color-mix(in srgb, currentColor 55%, transparent); }
.bs-fold summary { cursor: pointer; color: color-mix(in srgb, currentColor 68%, transparent); font-size: .89rem; }
.bs-fold[open] summary { margin-bottom: .35rem; }
.bs-health { font-size: .86rem; overflow-wrap: anywhere; }
.bs-dot { display: inline-block; width: .55rem; height: .55rem; border-radius: 50%; margin-right: .45rem; }
.bs-dot-ok { background: #1f8a70; } .bs-dot-degraded { background: #c98a10; } .bs-dot-down { background: #c0392b; }
[data-testid="InputInstructions"] { display: none; }
[data-testid="stButtonGroup"] button p { white-space: nowrap; }
[data-testid="stButtonGroup"] button[aria-checked="true"] p { font-weight: 600; }
@media (max-width: 640px) {
  [data-testid="stButtonGroup"] button { padding: .2rem .35rem; min-width: 0; }
  [data-testid="stButtonGroup"] button p { font-size: .82rem; }
  .stElementContainer .stButton button { padding: .25rem .65rem; min-height: 2.5rem; }
  .stHorizontalBlock { gap: .5rem; }
  .stHorizontalBlock > [class*="st-key-apply-"] { flex: 1 1 100%; }
  .stHorizontalBlock > [class*="st-key-apply-"] button { width: 100%; }
  .block-container, [data-testid="stMainBlockContainer"] { padding: 1rem .7rem 4rem; }
  .bs-group small { display: block; margin-left: 0; white-space: normal; }
}
</style>"""

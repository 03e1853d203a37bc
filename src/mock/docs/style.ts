/** The style of the page: one column, readable in light and dark, no font or picture from anywhere. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d5dae0; --ground: #fff; --raised: #f6f8fa; --link: #0b57b0;
  --get: #0b6e4f; --put: #8a5300; --post: #0b57b0; --delete: #b3261e; --other: #6b3fa0; --ok: #0b6e4f; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e7ec; --soft: #9aa4af; --line: #343b44; --ground: #14181d; --raised: #1c2229; --link: #7ab8ff;
  --get: #4cc38a; --put: #f0b354; --post: #7ab8ff; --delete: #ff8b80; --other: #c3a2f5; --ok: #4cc38a; --bad: #ff8b80; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 6rem; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; } h2 { font-size: 1.35rem; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; } h4 { font-size: .95rem; margin: 1rem 0 .4rem; }
p { margin: .4rem 0; max-width: 46rem; } a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, 'DejaVu Sans Mono', monospace; }
code { background: var(--raised); border-radius: 3px; padding: .1em .3em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: .4rem 0; overflow: auto; max-height: 28rem; white-space: pre-wrap; }
pre code { background: none; padding: 0; }
.soft { color: var(--soft); } .small { font-size: .875rem; }
nav ul, ul.plain { list-style: none; padding: 0; margin: .5rem 0; } nav li { padding: .2rem 0; } nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.method { display: inline-block; min-width: 4.4em; font: 700 .8rem/1.4 ui-monospace, 'DejaVu Sans Mono', monospace; color: var(--other); }
.method.get { color: var(--get); } .method.put, .method.patch { color: var(--put); } .method.post { color: var(--post); } .method.delete { color: var(--delete); }
.path { font: 600 1em ui-monospace, 'DejaVu Sans Mono', monospace; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .925rem; } th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); font-size: .8rem; } td > p:first-child { margin-top: 0; }
.status { font: 700 1em ui-monospace, 'DejaVu Sans Mono', monospace; } .status.ok { color: var(--ok); } .status.bad { color: var(--bad); }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 999px; padding: 0 .55em; font-size: .75rem; color: var(--soft); white-space: nowrap; }
.tag.required { color: var(--bad); border-color: currentColor; } .tag.deprecated { color: var(--put); border-color: currentColor; }
details { margin: .35rem 0; } summary { cursor: pointer; padding: .15rem 0; } summary:hover { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.response { border: 1px solid var(--line); border-radius: 8px; padding: .25rem 1rem; margin: .5rem 0; } .response > summary { padding: .4rem 0; }
ul.schema { list-style: none; margin: .25rem 0 .25rem .35rem; padding: 0 0 0 .9rem; border-left: 2px solid var(--line); } ul.schema > li { padding: .3rem 0; }
.name { font: 600 .925em ui-monospace, 'DejaVu Sans Mono', monospace; } .type { color: var(--soft); font-size: .9rem; }
ul.clauses { list-style: none; margin: .3rem 0; padding: 0; font-size: .875rem; } ul.clauses li { padding: .15rem 0 .15rem .8rem; border-left: 3px solid var(--ok); margin: .25rem 0; }
ul.clauses li.assumed { border-left-style: dashed; border-left-color: var(--put); } ul.clauses .soft { display: block; }
@media (max-width: 40rem) { body { padding: 1.25rem .9rem 4rem; } table, tbody, tr, td { display: block; } thead { display: none; } td { border: 0; padding: .1rem 0; } tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } }
@media print { body { max-width: none; } details:not([open]) > :not(summary) { display: revert; } pre { max-height: none; } }
`;

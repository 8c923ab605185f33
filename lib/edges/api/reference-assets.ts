export const referenceStyle = `
:root{color-scheme:light dark;--line:light-dark(#ddd,#333);--soft:light-dark(#f5f5f4,#1c1c1f);--muted:light-dark(#57534e,#a8a29e)}
*{box-sizing:border-box}
body{margin:0;font:15px/1.55 system-ui,sans-serif;background:light-dark(#fff,#111113);color:light-dark(#1c1917,#e7e5e4)}
nav{position:sticky;top:0;display:flex;gap:1rem;overflow-x:auto;padding:.75rem max(1.25rem,(100% - 58rem)/2 + 1.25rem);background:light-dark(#fff,#111113);border-bottom:1px solid var(--line)}
main{max-width:58rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
a{color:inherit}
h2{margin:3rem 0 0;padding-top:1rem}
h3{margin:2.5rem 0 .5rem;font-size:1.05rem}
h2,h3,section,tr{scroll-margin-top:4rem}
code{font:.87em/1.5 ui-monospace,monospace}
p code,li code,td code,h3 code{background:var(--soft);padding:.1em .3em;border-radius:4px}
table{width:100%;border-collapse:collapse;margin:.75rem 0}
caption{text-align:left;color:var(--muted);font-size:.85rem;padding-bottom:.25rem}
td{border-top:1px solid var(--line);padding:.4rem .75rem .4rem 0;vertical-align:top;overflow-wrap:anywhere}
td:first-child{width:32%}td:nth-child(2){width:26%;color:var(--muted)}
.code{position:relative}
.code button{position:absolute;right:.5rem;top:.5rem;font:inherit;font-size:.8rem;padding:.15rem .6rem;border:1px solid var(--line);border-radius:6px;background:light-dark(#fff,#111113);color:inherit;cursor:pointer}
pre{margin:.75rem 0;padding:.9rem 1rem;padding-right:5rem;background:var(--soft);border-radius:8px;overflow-x:auto}
`;

export const referenceScript = `
document.addEventListener("click",(event)=>{
  const button=event.target.closest(".code button");
  if(!button)return;
  navigator.clipboard.writeText(button.nextElementSibling.textContent).then(()=>{
    button.textContent="Copied";
    setTimeout(()=>{button.textContent="Copy"},2000);
  });
});
`;

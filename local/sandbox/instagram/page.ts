const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const STYLE = `
:root{color-scheme:light;font-family:system-ui,"Segoe UI","Noto Sans Arabic",sans-serif;line-height:1.5;color:#1f1a2e;background:#f4f1f8}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;box-sizing:border-box}
.card{background:#fff;border-radius:20px;box-shadow:0 12px 40px #2d1b4e1f;max-width:440px;width:100%;padding:28px;box-sizing:border-box}
h1{font-size:1.25rem;margin:.5em 0}h1 span,.badge span,legend span,p>span,li span{display:block}
[lang=en]{text-align:right;font-size:.82em;color:#5b5470;font-weight:400}
.badge{background:#fff4d6;border-radius:12px;padding:8px 12px;margin:0;font-size:.85rem}
fieldset{border:0;padding:0;margin:16px 0}legend{font-weight:600;margin-bottom:8px}
.account{display:flex;align-items:center;gap:12px;padding:10px;border:1px solid #e4ddf0;border-radius:14px;margin-bottom:8px;cursor:pointer}
.account:has(:checked){border-color:#b5127d;background:#fdf2fa}.account img,.head img{border-radius:50%}.account span{display:flex;flex-direction:column}
ul{padding-inline-start:20px;margin:8px 0 20px}li{margin-bottom:6px}
.actions{display:flex;gap:12px}button{flex:1;font:inherit;padding:12px;border-radius:12px;border:1px solid #cfc5e0;background:#fff;cursor:pointer}
.actions span{display:inline;margin-inline:4px}.primary{background:#b5127d;border-color:#b5127d;color:#fff}.primary [lang=en]{color:#fff}
button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
.head{display:flex;gap:12px;align-items:center;margin-bottom:12px}.photo{width:100%;border-radius:14px;display:block}
.caption{white-space:pre-wrap;overflow-wrap:anywhere}.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:4px}.grid img{width:100%;aspect-ratio:4/5;object-fit:cover;border-radius:6px;display:block}
time{color:#5b5470;font-size:.85rem}a{color:#8a0d60}`;

/** One page of the sandbox. */
export const pageOf = (title: string, body: string): string =>
  `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(
    title,
  )}</title><style>${STYLE}</style></head><body><main style="display:contents">${body}</main></body></html>`;

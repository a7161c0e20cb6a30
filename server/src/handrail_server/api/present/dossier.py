"""A case's dossier as words: the part of its JSON that people read, and the same as one page to print.

The page needs nothing from outside and runs nothing: every text is escaped, and its own policy forbids scripts, images
and connections. The JSON with the proofs lies in it as a file to save.
"""

import base64
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from handrail_server.api.wire.audit import TimelineFact

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE: Final = """
:root{color-scheme:light}
body{font:14px/1.55 system-ui,sans-serif;color:#1b1f24;max-width:60rem;margin:2.5rem auto;padding:0 1.5rem}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}
.lead,.note{color:#59636e}dl{display:grid;grid-template-columns:13rem 1fr;gap:.2rem 1rem;margin:0}
dt{color:#59636e}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-top:1px solid #d9dee3}
th{font-weight:600;color:#59636e;border:0}td.n,td.t{font-variant-numeric:tabular-nums;white-space:nowrap}
tr{break-inside:avoid}blockquote{margin:.35rem 0 0;padding-left:.75rem;border-left:3px solid #c9d1d9;
white-space:pre-wrap;overflow-wrap:anywhere}.cut{color:#8a4b00}code{overflow-wrap:anywhere;font-size:.85em}
a.save{display:inline-block;margin-top:.75rem}@media print{body{margin:0;max-width:none}a.save{display:none}}
"""
_PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Dossier of {case}</title><style>{style}</style></head><body>
<h1>Dossier of case {case}</h1><p class="lead">{made}</p>
<h2>The case</h2><dl>{row}</dl>
<h2>What happened</h2>{note}
<table><thead><tr><th>No.</th><th>When (UTC)</th><th>Who</th><th>What</th></tr></thead><tbody>{facts}</tbody></table>
<h2>Proof</h2><p>Each fact stands in the organisation's signed ledger. The JSON beside this page holds the proofs;
<code>handrail audit verify</code> checks them offline, against the published key.</p>
<pre><code>{checkpoint}</code></pre>
<a class="save" download="{case}.json" href="{saved}">Save the JSON with the proofs</a>
</body></html>
"""
_WITHHELD: Final = {"right": "Content withheld: it is for auditors.", "sealed": "Content withheld: it is sealed."}
_TEXTS: Final = ("text", "why", "note", "question", "answer", "ground", "comment", "decision", "result")


def page(words: Mapping[str, object], facts: tuple[TimelineFact, ...], checkpoint: str, file: bytes) -> str:
    """The dossier to read and print."""
    case = escape(str(words["case"]))
    made = f"{words['organisation']} · made {words['made_at']} by {words['made_by']}"
    saved = f"data:application/json;base64,{base64.b64encode(file).decode()}"
    return _PAGE.format(
        policy=_POLICY,
        style=_STYLE,
        case=case,
        made=escape(made),
        row="".join(_pairs(words.get("row"))),
        note=_note(words),
        facts="".join(map(_row, facts)),
        checkpoint=escape(checkpoint),
        saved=saved,
    )


def _note(words: Mapping[str, object]) -> str:
    notes = []
    if words["withheld"]:
        notes.append(f"Of {words['withheld']} facts the content was not for whoever made this dossier.")
    if words["newer"]:
        notes.append(f"{words['newer']} newer facts had no signed checkpoint yet and are left out.")
    return f"<p class=note>{escape(' '.join(notes))}</p>" if notes else ""


def _pairs(row: object) -> Iterator[str]:
    if isinstance(row, Mapping):
        for name, value in row.items():
            if value:
                yield f"<dt>{escape(str(name).replace('_', ' '))}</dt><dd>{escape(str(value))}</dd>"


def _row(fact: TimelineFact) -> str:
    who = fact.who or fact.by.id or ""
    details = " · ".join(f"{each.name}: {each.value}" for each in fact.details)
    number = "" if fact.number is None else str(fact.number)
    return (
        f"<tr><td class=n>{number}<td class=t>{escape(fact.at.replace('T', ' ').removesuffix('Z'))}"
        f"<td>{escape(who)}<br><span class=note>{escape(fact.by.kind or '')}</span>"
        f"<td><strong>{escape(fact.words)}</strong><br><span class=note>{escape(details)}</span>"
        f"{_words(fact)}</tr>"
    )


def _words(fact: TimelineFact) -> str:
    if fact.withheld is not None:
        return f"<div class=cut>{_WITHHELD[fact.withheld]}</div>"
    content = fact.content or {}
    told = [str(content[name]) for name in _TEXTS if isinstance(content.get(name), str)]
    return "".join(f"<blockquote>{escape(each)}</blockquote>" for each in told) + "".join(_files(content))


def _files(content: Mapping[str, object]) -> Iterator[str]:
    """The evidence that a decision rests on, each file with the digest by which it is recognised."""
    files = content.get("files")
    for file in files if isinstance(files, list | tuple) else ():
        if isinstance(file, Mapping):
            name, digest = file.get("name") or file.get("id"), file.get("digest")
            yield f"<div class=note>File: {escape(str(name))} <code>{escape(str(digest))}</code></div>"

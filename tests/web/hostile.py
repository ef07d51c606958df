"""Texts that would do harm if a page took them for anything but text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from quotes.article import from_text
from storage.rows import Line
from storage.store import Store
from tests.web.conftest import quoted

TEXTS = (
    "<script>alert(1)</script>",
    "</title></textarea></style></script><script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(2)>",
    '"><svg/onload=alert(3)>',
    "'><a href='javascript:alert(4)' autofocus onfocus=alert(5)>x</a>",
    '" onmouseover="alert(6)" style="position:fixed;inset:0" x="',
    "<math><mtext><table><mglyph><style><img src onerror=alert(7)>",
    "<svg><animate onbegin=alert(8) attributeName=x dur=1s></svg>",
    "<iframe srcdoc='<script>parent.alert(9)</script>'></iframe>",
    "<form action=//evil.example><button hx-get=//evil.example hx-trigger=load>x</button>",
    "<meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example>",
    "<style>@import '//evil.example/x.css';*{display:none}</style>",
    "javascript:alert(10)//",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> {{''.__class__.__mro__}}",
    "&lt;script&gt;alert(11)&lt;/script&gt; &#60;b&#62; &amp;",
    "<!--><script>alert(12)</script>--> <![CDATA[<b>x</b>]]>",
    "een\u2028twee\u2029drie\u0085vier",
    "\u202eolleh\u202c \u2066iso\u2069 \u200f\u200eabc",
    "nul\x00 bel\x07 esc\x1b[31m del\x7f \ufffe",
    "a\u0301\u0302\u0303" * 40,
    "W" * 900,
    "%0d%0aSet-Cookie:%20x=1 ../../etc/passwd",
    "' OR 1=1; DROP TABLE quotation;-- \" * NEAR(",
)

ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(2)",
    " java\tscript:alert(3)",
    "data:text/html,<script>alert(4)</script>",
    "vbscript:x",
    "//evil.example/x",
    "https://merendaal.example/x\"onmouseover='alert(5)'",
    "https://merendaal.example/<script>alert(6)</script>",
    "file:///etc/passwd",
)


def put_on_record(path: Path) -> str:
    """The URL of a new database of which every text is hostile."""
    url = f"sqlite:///{path}"
    with Store.open(url) as store:
        for nth, each in enumerate(TEXTS):
            address = ADDRESSES[nth % len(ADDRESSES)]
            store.add(
                [
                    Line(each, each, "direct", each, "2026-03-18", url=address),
                    Line(f"{each} – en meer", "Mira Vonk", "indirect", each, "2026-03-19"),
                ],
                each,
            )
            text = f"titel: {each}\n\n{each}\n\n«De brug {each} gaat open», zei {each}.\n\n{each}\n"
            # Controls in number are no text to its reader.
            read = from_text(re.sub(r"[\x00\x07\x1b]", "", text), path=each, source=each)
            article = replace(read, url=address)
            store.save(article, quoted(article), parser=each)
    return url

"""Texts that would act if a format let them: on a terminal, a page, a spreadsheet, a picture or a build server."""

import re
from typing import Any

PAYLOADS = [
    "##[error]pwned",
    "x ##[stop-commands]tok",
    "::error::pwned",
    "中文::set-output name=x::y",
    "\u3164\u115f\uffa0\u2800",
    "a\u034fb\ufe00c\U000e0100d",
    "x" + "\u0301" * 60,
    "\u0301starts with a mark",
    "\ue000 private",
    "@octocat says hi",
    "mail me@evil.example now",
    "GH-1 and #123 and org/repo#5",
    "see 0738770fdeadbeef in org/repo@0738770f",
    "www.evil.example and http://evil.example/x?y=1",
    "$\\sqrt{x}$ and $$y$$ for $5",
    "&lt;b&gt; &#64;octocat &amp;",
    "- [x] done",
    "---",
    "1. one",
    "1) one",
    "+ plus",
    "# title",
    "> quote",
    "> [!NOTE] x",
    "```js alert(1)```",
    "`code` ``more``",
    "**bold** _it_ ~~no~~",
    "[link](http://evil.example) ![i](x)",
    "<script>alert(1)</script>",
    "</details><b>x",
    "a|b||c",
    "back\\slash\\",
    ":smile: :+1:",
    "=1+1",
    "＝1+1",
    "+1 -1 @SUM(1)",
    "x;=1+1;y; -2",
    "-2+3",
    '"=1+1"',
    "a'b\"c",
    'x;"=1+1',
    '"x";"=1+1"',
    "https://例子.中国/路 and www.例子.中国 and http://é.com",
    "www.`evil.com`",
    "$@octocat and $#1 and #1$",
    "_Acme",
    "##vso[task.complete result=Failed]",
    "{{ template }} ${env}",
    "[red]markup[/red]",
    "{0} {name} %s",
    "تلفن می\u200cخواهم",
    "👨\u200d👩\u200d👧 ☎\ufe0f",
    "क्\u200dष हिन्दी",
    "很长的名字" * 12,
    "w" * 90,
]
"""Each is a text that a plan file may hold; none holds a control sign, which files are refused for."""


def plans(payload: str) -> dict[str, Any]:
    """Return a plan file, as a tree, with a text wherever a file holds one."""
    plan = {
        "name": payload,
        "short": payload,
        "advantages": [payload],
        "drawbacks": [payload],
        "cautions": [payload],
        "features": ["feature"],
        "requires": [{"id": "needed", "en": payload, "short": payload}],
        "assumptions": [{"id": "taken", "en": payload, "because": payload, "ask": payload}],
        "charges": [
            {
                "id": "inbound",
                "for": "inbound",
                "name": payload,
                "note": payload,
                "per_minute": {"assumed": "0.1", "because": payload, "or": ["0.2"], "ask": payload, "short": payload},
            }
        ],
        "fees": [
            {
                "id": "rent",
                "name": payload,
                "every": "month",
                "price": {"value": "3", "source": "page", "note": payload},
            }
        ],
        "balances": [{"id": "pack", "name": payload, "price": "5", "credit": "6", "buy": "once", "note": payload}],
    }
    return {
        "format": "1",
        "vendor": "evil",
        "name": payload,
        "currency": "CNY",
        "sources": {"page": {"title": payload, "trust": payload, "url": "https://evil.example/page"}},
        "features": {"feature": payload},
        "advantages": [payload],
        "drawbacks": [payload],
        "cautions": [payload],
        "facts": [{"en": payload, "url": "https://evil.example/fact"}],
        "recommended": {"en": payload, "because": [payload]},
        "plans": [{"id": "a", **plan}, {"id": "b", **plan, "fees": []}],
    }


COMMANDS = {
    "compare": "--minutes 300 --months 2",
    "compare-long": "--minutes 300 --months 2 --long",
    "breakeven": "evil/a evil/b --months 2 --to 900",
    "breakeven-price": "evil/a evil/b --over evil/a:inbound --minutes 100 --months 2",
    "sensitivity": "--minutes 300 --months 2",
    "simulate": "evil/a --minutes 300 --months 2",
    "show": "",
    "list": "--features",
}

LINKS = re.compile(r"@\w|\bGH-\d|#\d|www\.|https?://|\$|:[\w+-]+:|\b[0-9a-f]{12,40}\b")
"""What a page makes something of outside of code."""

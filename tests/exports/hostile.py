"""Texts that people type and that formats trip over: each must come out as it went in."""

TEXTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> & <b>fed</b>",
    "pc < 5 && pc > 3 &amp; &lt;",
    "]]> {{ 7 * 7 }} {% raw %} ${x}",
    "=1+1",
    "+45 12 34 56 78",
    "-",
    "24. december holder vi fri",
    "1. marts 2027: status",
    "# ikke en overskrift",
    "en\u2028linje og\u2029et afsnit",
    "😀 👍🏽 漢字",
    "x" * 300,
    "\u200f\u05e2\u05d1\u05e8\u05d9\u05ea og dansk",
    "a | b \\ c ` d * e _ f ~ g [h](javascript:alert(1)) ![i](http://x.invalid/i.png)",
    "citat \" og ' apostrof",
    "--- === *** ___",
)

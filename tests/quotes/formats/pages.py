"""Made-up pages of the web, with what stands around an article."""

import re

ARTICLE = """\
<h1>Brug in Dorpveen blijft dicht</h1>
<p class="lead"><strong>De brug in Dorpveen blijft tot de zomer dicht, zegt de gemeente
na een lang overleg met de aannemer en met de bewoners van de kade, die al maanden moeten
omrijden.</strong></p>
<p>“Wij hadden het graag anders gezien”, zegt wethouder Mira Vonk. Ze sprak met bewoners.</p>
<h2>Boos</h2>
<p>Bewoners zijn boos. <q>Dit kan zo niet langer</q>, zei Joris Bot.<br>“Ik moet elke dag om.”</p>
<blockquote><p>“De aannemer heeft ons in de steek gelaten.”</p></blockquote>
<ul><li>De brug gaat <em>in juni</em> open, zei Vonk.</li><li>“Dat is te laat.”</li></ul>
<table><tr><td>Dorpsbelang</td><td>“Nooit meer dicht”</td></tr></table>
<p>“Ja.”</p>
<p>De gemeente komt in april met een nieuw plan voor de oevers van de vaart, zo liet de
woordvoerder weten aan deze krant.</p>
"""
TEXTS = [
    "Brug in Dorpveen blijft dicht",
    "De brug in Dorpveen blijft tot de zomer dicht, zegt de gemeente na een lang overleg met de"
    " aannemer en met de bewoners van de kade, die al maanden moeten omrijden.",
    "“Wij hadden het graag anders gezien”, zegt wethouder Mira Vonk. Ze sprak met bewoners.",
    "Boos",
    "Bewoners zijn boos. “Dit kan zo niet langer”, zei Joris Bot.\n“Ik moet elke dag om.”",
    "“De aannemer heeft ons in de steek gelaten.”",
    "De brug gaat in juni open, zei Vonk.",
    "“Dat is te laat.”",
    "Dorpsbelang",
    "“Nooit meer dicht”",
    "“Ja.”",
    "De gemeente komt in april met een nieuw plan voor de oevers van de vaart, zo liet de"
    " woordvoerder weten aan deze krant.",
]
HEAD = """\
<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">
<title>Brug in Dorpveen blijft dicht - De Polderbode</title>
<meta property="og:site_name" content="De Polderbode">
<link rel="canonical" href="https://polderbode.example/nieuws/brug">
<meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
<style>p { color: red }</style></head><body>
"""
COOKIES = """\
<div id="cookies" class="cookie-banner"><p>Wij gebruiken cookies om uw bezoek aan deze website
beter te maken en om te meten wat u leest.</p><button>Akkoord</button></div>
"""
MENU = '<nav><ul><li><a href="/">Voorpagina</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
RELATED = """\
<h3>Lees ook</h3><ul><li><a href="/a">Brug in Dorpveen dicht door roest in de pijlers</a></li>
<li><a href="/b">Wethouder: “Wij vinden een oplossing voor iedereen”</a></li></ul>
"""
COMMENTS = """\
<h3>Reacties</h3><div class="comment"><p>Henk: “Ja.”</p><p>Een schande dat dit zo lang duurt, wat
een slecht bestuur hebben wij toch in dit dorp, en dat al jaren!</p></div>
"""
FOOT = "<p>© 2019 De Polderbode, alle rechten voorbehouden.</p>"

BOXED = re.sub(
    r"(?s)<(p|h2|ul|table|blockquote)\b.*?</\1>", r"<section><div>\g<0></div></section>", ARTICLE
)

PAGES = {
    "with a box for each paragraph": f"{HEAD}{COOKIES}<div class='menu'>{MENU}</div>"
    f"<div class='story'>{BOXED}<div class='newsletter'><p>Meld u aan voor deze dienst, elke dag"
    f" om zeven uur.</p></div></div><div class='comments'>{COMMENTS}</div>"
    f"<div class='footer'>{FOOT}</div></body></html>",
    "with elements of HTML 5": f"{HEAD}{COOKIES}<header>{MENU}</header><main><article>{ARTICLE}"
    f"<aside>{RELATED}</aside></article><section id='comments'>{COMMENTS}</section></main>"
    f"<footer>{FOOT}</footer><script>var x = '<p>“Nee”</p>';</script></body></html>",
    "with boxes": f"{HEAD}{COOKIES}<div id='menu'>{MENU}</div><div class='content'>"
    f"<div class='article-body'>{ARTICLE}</div><div class='related'>{RELATED}</div></div>"
    f"<div id='comments' class='comments'>{COMMENTS}</div>"
    f"<div id='footer'>{FOOT}</div></body></html>",
    "with related links within": f"{HEAD}<div class='top'>{MENU}</div><div class='post'>"
    f"{ARTICLE.replace('<h2>', '<div class=related>' + RELATED + '</div><h2>', 1)}</div>"
    f"<div class='footer'>{FOOT}</div></body></html>",
}
AROUND = [
    "cookies",
    "Meld u",
    "Voorpagina",
    "Lees ook",
    "roest",
    "oplossing",
    "schande",
    "rechten",
    "Nee",
]

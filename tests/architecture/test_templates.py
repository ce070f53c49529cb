"""What the content security policy forbids never gets into a template; pages for bad moments need nothing else."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mail programs know no style sheets of ours; what is sent by mail may carry its own.
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
FORBIDDEN = re.compile(
    r"""\sstyle\s*= | <style\b | <script\b(?![^>]*\bsrc=) | javascript: | \son[a-z]+\s*= | \shx-on | \sjs:""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST = 200  # lines of one style sheet


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("line", ['<p style="x">', "<script>1</script>", '<a onclick="x">', '<a href="javascript:x">'])
def test_the_search_finds_what_is_forbidden(line):
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_inline_style_or_script(path):
    assert FORBIDDEN.findall(path.read_text()) == []


def test_names_of_fragments_are_unique():
    names = [found for path in TEMPLATES for found in re.findall(r"{% partialdef ([\w-]+)", path.read_text())]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500", "503"])
def test_pages_for_bad_moments_need_no_request_and_no_database(code):
    html = get_template(f"{code}.html").render()
    assert "<h1>" in html
    assert 'href="/"' in html
    for word in ("oops", "invalid", "forbidden", "please"):
        assert word not in html.lower()


def test_every_page_that_somebody_can_be_sent_to_shows_what_was_said_to_them():
    """What is not shown where somebody lands turns up on some later page, about which it says nothing."""
    frames = [path for path in TEMPLATES if '{% extends "frame.html" %}' in path.read_text()]
    silent = {path.name for path in frames if '"parts/messages.html"' not in path.read_text()}
    assert {"base.html", "cockpit.html", "phone.html"} <= {path.name for path in frames} - silent
    assert silent == {"alone.html"}  # needs no request; who shows it has `notes` for that


@pytest.mark.parametrize("path", sorted((ROOT / "static" / "css").glob("*.css")), ids=name)
def test_style_sheets_stay_short_and_in_a_layer(path):
    css = path.read_text()
    assert len(css.splitlines()) < LONGEST
    assert re.search(r"^@layer [a-z]+ {", css, re.MULTILINE)

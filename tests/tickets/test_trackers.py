"""Which ticket a link leads to, however it is written."""

import pytest

from postmortems.tickets.trackers import NoLink, project_of, read_link


@pytest.mark.parametrize(
    ("typed", "tracker", "key", "name"),
    [
        ("https://github.com/Shop/web/issues/12", "github", "github:github.com/shop/web#12", "Shop/web#12"),
        (
            "https://github.com/shop/web/issues/12#issuecomment-1",
            "github",
            "github:github.com/shop/web#12",
            "shop/web#12",
        ),
        ("https://github.com/shop/web/pull/7/files", "github", "github:github.com/shop/web#7", "shop/web#7"),
        ("https://git.example.org/a/b/c/-/issues/3", "gitlab", "gitlab:git.example.org/a/b/c#3", "a/b/c#3"),
        ("https://gitlab.com/a/b/-/work_items/3", "gitlab", "gitlab:gitlab.com/a/b#3", "a/b#3"),
        ("https://gitlab.com/a/b/-/merge_requests/3", "gitlab", "gitlab:gitlab.com/a/b!3", "a/b!3"),
        ("https://shop.atlassian.net/browse/ops-31?focus=1", "jira", "jira:shop.atlassian.net/ops-31", "OPS-31"),
        ("https://example.org/jira/browse/OPS-31", "jira", "jira:example.org/ops-31", "OPS-31"),
        ("https://linear.app/shop/issue/ENG-5/cap-the-tool", "linear", "linear:shop/eng-5", "ENG-5"),
        (
            "https://tracker.example.org/t/9?tab=1",
            "other",
            "other:tracker.example.org/t/9?tab=1",
            "tracker.example.org",
        ),
    ],
)
def test_a_link_names_one_ticket(typed, tracker, key, name):
    found = read_link(f"  {typed} ")
    assert (found.tracker, found.key, found.name) == (tracker, key, name)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "OPS-31", "javascript:alert(1)", "ftp://example.org/1", "https://", "https://a:b@example.org/"),
        *("https://x:99999/", "https://example.org/" + "x" * 500, "https://example.org/a b", "https://[::1/"),
    ],
)
def test_what_a_browser_could_not_open_is_no_link(typed):
    with pytest.raises(NoLink):
        read_link(typed)


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("https://github.com/shop/web/issues", "https://github.com/shop/web"),
        ("https://gitlab.com/a/b/c/-/issues", "https://gitlab.com/a/b/c"),
        ("https://gitlab.example.org/a/b", "https://gitlab.example.org/a/b"),
        ("https://linear.app/shop/team/ENG/active", "https://linear.app/shop/team/ENG"),
        ("https://shop.atlassian.net/browse/OPS-31", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_project_has_a_form_that_a_link_can_fill(typed, base):
    found = project_of(typed)
    assert (found[1] if found else None) == base

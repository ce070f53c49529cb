"""The browser harness itself: a page comes, and nothing on it breaks the content policy."""


def test_sign_in_page_loads_without_an_error(open_page):
    page = open_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    answered = page.goto("/accounts/login/")
    assert answered.status == 200
    assert page.locator("input[type=email]").count() == 1
    assert problems == []

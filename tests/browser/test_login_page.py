"""The door itself, as anybody meets it: no error in the browser, nothing for axe, on desk and phone."""


def test_login_page_opens_clean_at_a_desk(page, assert_accessible):
    page.goto("/")
    page.get_by_label("密码").wait_for()
    assert_accessible(page)


def test_login_page_opens_clean_on_a_phone(phone, assert_accessible):
    phone.goto("/")
    phone.get_by_label("密码").wait_for()
    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page scrolls sideways"
    )

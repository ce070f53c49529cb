"""Whom people can turn to: an administrator writes the list, everybody may open it."""

import uuid

from django.urls import reverse

from postmortems.reflections.contact import Contact

PAGE = reverse("settings-support")


def test_a_line_is_added_once_changed_removed_and_put_back(cast, signed_in):
    client = signed_in(cast.administrator)
    said = {"form_key": uuid.uuid4(), "purpose": "rest", "who": "Everybody", "how": "Take the <b>morning</b> off."}
    for _twice in range(2):
        assert client.post(PAGE, said).status_code == 302
    row = Contact.objects.get()
    assert client.post(reverse("settings-contact", args=[row.pk]), said | {"who": "All of us"}).status_code == 302
    html = client.get(reverse("support")).content.decode()
    assert "Time off after a night" in html
    assert "All of us" in html
    assert "Take the &lt;b&gt;morning&lt;/b&gt; off." in html
    removed = client.post(reverse("settings-contact-remove", args=[row.pk])).context["removed"]
    assert not Contact.objects.exists()
    client.post(PAGE, removed)
    assert Contact.objects.get().who == "All of us"


def test_a_line_without_anybody_says_so(cast, signed_in):
    answer = signed_in(cast.administrator).post(PAGE, {"form_key": uuid.uuid4(), "purpose": "rest", "who": " "})
    assert answer.status_code == 422
    assert "Somebody to turn to." in answer.content.decode()

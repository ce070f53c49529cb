"""Messages as the four trackers document them, shortened to what surrounds a ticket, and how each is signed."""

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

SECRET = "a-secret-for-tests-only"
LINKS = {
    "github": "https://github.com/Codertocat/Hello-World/issues/1",
    "gitlab": "http://example.com/diaspora/-/issues/23",
    "jira": "https://jira.example.org/browse/JRA-20002",
    "linear": "https://linear.app/issue-team/issue/LIN-1778/foo-bar",
}


def github(is_closed: bool, at: str) -> dict[str, Any]:
    state = "closed" if is_closed else "open"
    return {
        "action": "closed" if is_closed else "reopened",
        "issue": {
            "url": "https://api.github.com/repos/Codertocat/Hello-World/issues/1",
            "html_url": LINKS["github"],
            "id": 444500041,
            "number": 1,
            "title": "Spelling error in the README file",
            "user": {"login": "Codertocat", "id": 21031067},
            "labels": [{"name": "bug"}],
            "state": state,
            "created_at": "2026-05-15T15:20:18Z",
            "updated_at": f"{at}Z",
            "closed_at": f"{at}Z" if is_closed else None,
            "body": "It looks like you accidently spelled 'commit' with two 't's.",
        },
        "repository": {"id": 186853002, "full_name": "Codertocat/Hello-World", "private": False},
        "sender": {"login": "Codertocat", "id": 21031067, "type": "User"},
    }


def gitlab(is_closed: bool, at: str) -> dict[str, Any]:
    return {
        "object_kind": "issue",
        "event_type": "issue",
        "user": {"id": 1, "name": "Administrator", "username": "root"},
        "project": {"id": 1, "name": "Diaspora", "web_url": "http://example.com/diaspora"},
        "object_attributes": {
            "id": 301,
            "title": "New API: create/update/delete file",
            "created_at": "2026-05-15 15:20:18 UTC",
            "updated_at": at.replace("T", " ") + " UTC",
            "description": "Create new API for manipulations with repository",
            "iid": 23,
            "state": "closed" if is_closed else "opened",
            "action": "close" if is_closed else "reopen",
            "url": LINKS["gitlab"],
        },
        "changes": {"state_id": {"previous": 1, "current": 2}},
    }


def jira(is_closed: bool, at: str) -> dict[str, Any]:
    category = {"id": 3, "key": "done"} if is_closed else {"id": 4, "key": "indeterminate"}
    return {
        "timestamp": int(dt.datetime.fromisoformat(f"{at}+00:00").timestamp() * 1000),
        "webhookEvent": "jira:issue_updated",
        "issue_event_type_name": "issue_generic",
        "user": {"displayName": "Bryan Rollins"},
        "issue": {
            "id": "99291",
            "self": "https://jira.example.org/rest/api/2/issue/99291",
            "key": "JRA-20002",
            "fields": {
                "summary": "I feel the need for speed",
                "description": "Make the issue nav load 10x faster",
                "status": {"name": "Done" if is_closed else "In Progress", "statusCategory": category},
            },
        },
        "changelog": {"items": [{"field": "status", "fromString": "To Do", "toString": "Done"}], "id": 10124},
    }


def linear(is_closed: bool, at: str) -> dict[str, Any]:
    return {
        "action": "update",
        "type": "Issue",
        "createdAt": f"{at}.000Z",
        "data": {
            "id": "2174add1-f7c8-44e3-bbf3-2d60b5ea8bc9",
            "identifier": "LIN-1778",
            "title": "Cap the bulk tool",
            "updatedAt": f"{at}.000Z",
            "state": {"name": "Done" if is_closed else "Todo", "type": "completed" if is_closed else "unstarted"},
        },
        "updatedFrom": {"stateId": "aacdca22-6266-4c0a-ab3c-8fa70a26765c"},
        "url": LINKS["linear"],
        "webhookTimestamp": int(dt.datetime.fromisoformat(f"{at}+00:00").timestamp() * 1000),
        "webhookId": "000042e3-d123-4980-b49f-8e140eef9329",
    }


def sent(tracker: str, said: dict[str, Any], secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """The bytes and the headers as that tracker would send them."""
    body = json.dumps(said, indent=1).encode()
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "github": {"X-Hub-Signature-256": f"sha256={mac}", "X-GitHub-Event": "issues"},
        "gitlab": {"X-Gitlab-Token": secret, "X-Gitlab-Event": "Issue Hook"},
        "jira": {"X-Hub-Signature": f"sha256={mac}", "X-Atlassian-Webhook-Identifier": "1"},
        "linear": {"Linear-Signature": mac, "Linear-Event": "Issue", "Linear-Delivery": "1"},
    }
    return body, headers[tracker]

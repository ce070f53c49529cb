"""The published schema is the one that documents are held to."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from postmortems.exports.schema import review_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "review.schema.json"


def test_the_schema_in_the_documents_is_the_one_that_is_served(client):
    Draft202012Validator.check_schema(review_schema())
    served = client.get("/schemas/review-1.json").json()
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == served

"""Reports by name. Nothing of them is written beside them, as on the page: what makes one once is its own key."""

import uuid

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from ninja import Router

from accounts.requests import Request
from postmortems.api.answers import answer
from postmortems.api.once import HEADER, form_key_of
from postmortems.api.problems import Problem
from postmortems.api.shapes.report import ReportList, ReportShown, ReportTold, SaidSince
from postmortems.reports.access import own_report
from postmortems.reports.models import Report
from postmortems.reports.queries import of_person, thread_of
from postmortems.reports.telling import Told, tell
from postmortems.reports.ways import Way
from postmortems.reviews.access import visible_to
from postmortems.reviews.models import Review

router = Router(tags=["reports"])
MOST = 100


@router.get("/reports", response=ReportList, url_name="api-reports", summary="What I told under my name")
def reports(request: Request) -> HttpResponse:
    """The newest hundred, without what was said since: that stands with each of them."""
    rows = list(of_person(request.user).filter(way=Way.NAMED)[:MOST])
    return answer(request, ReportList(items=_all_shown(request, rows)))


@router.post("/reports", response={201: ReportShown}, url_name="api-reports", summary="Tell a near miss, by name")
def tell_report(request: Request, said: ReportTold) -> HttpResponse:
    """It lies there for those who facilitate from the next working morning on."""
    told = Told(**said.model_dump())
    key = form_key_of(request) if request.headers.get(HEADER) else uuid.uuid4()
    made = tell(told=told, way=Way.NAMED, reporter=request.user, key=key)
    if any(getattr(made, name) != value for name, value in vars(told).items()):
        raise Problem(422, "This key said something else before", "Another request needs another Idempotency-Key.")
    place = reverse("api-report", args=[made.pk])
    return answer(request, _all_shown(request, [made])[0], status=201, location=place)


@router.get("/reports/{key}", response=ReportShown, url_name="api-report", summary="One of them, and its answer")
def report(request: Request, key: uuid.UUID) -> HttpResponse:
    """The answer of those who facilitate stands in `since`."""
    found = own_report(request, key)
    if found.way != Way.NAMED:
        raise Http404
    thread = thread_of(found, for_facilitator=False)
    since = [SaidSince(body=one.body, is_answer=one.writer_id is not None) for one in thread]
    shown = _all_shown(request, [found])[0]
    return answer(request, shown.model_copy(update={"since": since}))


def _all_shown(request: Request, rows: list[Report]) -> list[ReportShown]:
    """Each with the review that it became, where its reporter may see that one. One query."""
    became = [row.review_id for row in rows if row.review_id]
    seen = set(visible_to(request.user).filter(pk__in=became).values_list("pk", flat=True)) if became else set()
    return [_shown(row, row.review if row.review_id in seen else None) for row in rows]


def _shown(row: Report, review: Review | None) -> ReportShown:
    names = ("matter", "happened", "place", "helps", "waits_since")
    return ReportShown(
        **{name: getattr(row, name) for name in names},
        id=row.pk,
        url=settings.BASE_URL + reverse("my-report", args=[row.pk]),
        review=review.ref if review else None,
        since=[],
    )

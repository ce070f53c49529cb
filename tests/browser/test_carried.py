"""A real outage from the first words on a phone to the closing ones, carried by six people in real browsers.

Google Cloud's network on 2 June 2019, in our own words after its published account,
https://status.cloud.google.com/incident/cloud-networking/19009, its times on the clock of Berlin.
"""

import datetime as dt

from postmortems.actions.models import ActionItem
from postmortems.reviews.models import Review
from postmortems.shared import clock
from tests.browser.carrying import People, carry
from tests.browser.outage import Condition, Outage, Promise
from tests.browser.test_meeting import keep
from tests.browser.test_sharing import watch

NETWORK = Outage(
    noticed="packets get lost towards the east, video and mail slow??",
    title="Maintenance in one place takes the network's control away in many",
    since="2019-06-02T20:45",
    service="Backbone",
    times={"Noticed": "2019-06-02T20:47", "Eased": "2019-06-02T23:03", "Over": "2019-06-03T01:10"},
    found_by="our own alarm",
    felt="Connections to the east of the United States were slow or failed.",
    summary="A maintenance run in one place stopped the jobs that steer the network in many. Minutes later routes were "
    "withdrawn, and what was left was too narrow.",
    expected="Maintenance drains one place, and the network is steered from the others meanwhile.",
    gap="The steering jobs of several places carried a mark that let one run stop all of them.",
    lessons="What steers the network was several clusters by design, and one thing to the maintenance program.",
    story=(
        (
            "2019-06-02",
            "20:45",
            "trigger",
            "A rare kind of maintenance begins in one place and stops the steering jobs of several.",
        ),
        ("2019-06-02", "20:47", "detection", "An alarm rings, two minutes after it began."),
        (
            "2019-06-02",
            "20:50",
            "observation",
            "The network has held its last state; now routes are withdrawn and links fill up.",
        ),
        ("2019-06-02", "22:01", "decision", "The cause is known, and the steering jobs are allowed to start again."),
        ("2019-06-02", "23:03", "mitigation", "Their lost configuration has been built anew and is rolled out."),
        ("2019-06-03", "01:10", "recovery", "Every region is back to normal."),
    ),
    conditions=(
        Condition(
            "The steering jobs were marked as ones that this kind of maintenance may stop",
            "Design and defaults",
            "tool",
            "A rare kind",
        ),
        Condition(
            "The maintenance program could stop clusters in several places at once",
            "Safeguards and recovery",
            "tool",
            "A rare kind",
        ),
        Condition(
            "The tools for repair shared the network that was full",
            "Dependencies and suppliers",
            "organisation",
            "links fill up",
            accepted="A second network for repair is being planned elsewhere.",
        ),
    ),
    helped=(
        "The network held its last state for some minutes without anybody steering it",
        "The alarm rang within two minutes",
    ),
    promises=(
        Promise(
            "Make the maintenance program refuse a run that reaches more than one place",
            "A run across two places is refused in the test environment",
            "Priya Raman",
            "The maintenance program could stop",
            "stronger",
        ),
        Promise(
            "Keep a copy of the network's configuration where its jobs start",
            "The jobs start with the copy in a rehearsal",
            "Sven Kallas",
            "The steering jobs were marked",
            "middle",
        ),
    ),
    thanks="for saying early that the repair tools were starved as well",
    question="Which other jobs carry the same mark?",
    answer="Eleven do; the list is in the plan of the maintenance team.",
    different="Maintenance reaches one place at a time, and the program itself refuses more.",
)


def test_a_real_outage_is_carried_from_the_first_words_to_the_closing_ones(open_page, cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def jump(days: int) -> None:
        clock.jump_ahead(dt.timedelta(days=days))

    phone = open_page(cast.teammate, width=390, height=844, dark=True)
    pages = {name: open_page(getattr(cast, name)) for name in ("involved", "owner", "facilitator", "reader")}
    problems = [said for page in (phone, *pages.values()) for said in watch(page)]
    people = People(
        lea=phone,
        sven=pages["involved"],
        priya=pages["owner"],
        mina=pages["facilitator"],
        tomas=pages["reader"],
        jump=jump,
        keep=keep,
    )
    ref = carry(NETWORK, people)
    review = Review.objects.get(number=int(ref.removeprefix("PIR-")))
    assert review.state == "closed"
    assert set(ActionItem.objects.values_list("state", "effect")) == {("done", "helped"), ("done", "")}
    assert problems == []

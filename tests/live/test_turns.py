"""Many streams that open in one moment take turns; one that is open holds up nobody."""

import asyncio

from postmortems.shared.turns import AT_ONCE, in_turn


def test_streams_open_a_few_at_a_time_and_stay_open_together():
    """As many again as may open at once; each says when its gate was asked, and goes on until all are open."""
    most = now = opened = 0
    wanted = 3 * AT_ONCE

    async def app(scope, receive, send):
        nonlocal most, now, opened
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
        if scope["path"].endswith("broken/"):
            raise ValueError
        await send({"type": "http.response.body"})
        opened += 1
        while opened < wanted:
            await asyncio.sleep(0)

    async def story():
        turns = in_turn(app)
        broken = [turns({"type": "http", "path": "/live/broken/"}, None, sent) for _ in range(AT_ONCE)]
        whole = [turns({"type": "http", "path": "/live/m/7/"}, None, sent) for _ in range(wanted)]
        found = await asyncio.gather(*broken, *whole, return_exceptions=True)
        assert [type(one) for one in found[:AT_ONCE]] == [ValueError] * AT_ONCE
        assert found[AT_ONCE:] == [None] * wanted

    async def sent(message):
        pass

    asyncio.run(asyncio.wait_for(story(), 20))
    assert (most, opened) == (AT_ONCE, wanted)

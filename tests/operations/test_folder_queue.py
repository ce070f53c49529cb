"""A message in the folder appears whole, however many write and read at once."""

import threading
from queue import Empty

import pytest
from kombu import Connection

from postmortems.operations import folder_queue

MESSAGES = 300


@pytest.fixture
def connection(tmp_path):
    folder_queue.register()
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    with Connection("folder://localhost", transport_options=folders) as opened:
        yield opened


def test_a_reader_never_takes_half_a_message(connection, tmp_path):
    queue, found = connection.SimpleQueue("work"), []
    words = "x" * 20_000

    def write():
        with connection.clone() as own, own.SimpleQueue("work") as out:
            for number in range(MESSAGES):
                out.put({"number": number, "words": words})

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive() or any(tmp_path.glob("*.msg")):
        try:
            message = queue.get(block=False)
        except Empty:
            continue
        found.append(message.payload["number"])
        message.ack()
    writer.join()
    assert sorted(found) == list(range(MESSAGES))
    assert not list(tmp_path.glob("*.part"))

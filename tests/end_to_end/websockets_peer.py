"""Python's websockets as a client of a Dais server: websockets_peer.py ws://HOST:PORT/live

Ends with 0 if every story went as RFC 6455 says. Messages are dais.v1, as bytes: of a ServerMessage only its field is looked at.
"""

import asyncio
import sys
import traceback

import websockets

HELLO = bytes([0x0A, 2, 0x0A, 0])  # ClientMessage{hello{follow{}}}: the server's only log
WELCOME, SNAPSHOT, CHANGES, GOODBYE, COMPRESSED = 1, 2, 3, 8, 15
PATIENCE_S = 60


def field(message):
    assert isinstance(message, bytes), "messages are binary"
    return message[0] >> 3


async def ended(ws):
    """The Close frame that the server sends in the end; what comes before it is read over."""
    try:
        while True:
            await ws.recv()
    except websockets.ConnectionClosed as closed:
        assert closed.rcvd is not None, "a Close frame comes before the end of the connection"
        return closed.rcvd


async def follows_a_log(ws):
    assert ws.subprotocol == "dais.v1"
    await ws.send(HELLO)
    assert field(await ws.recv()) == WELCOME
    assert field(await ws.recv()) in (SNAPSHOT, COMPRESSED)
    for _ in range(3):
        assert field(await ws.recv()) == CHANGES


async def compression_is_offered_in_vain(ws):
    headers = ws.response.headers if hasattr(ws, "response") else ws.response_headers
    assert "Sec-WebSocket-Extensions" not in headers


async def fragments_are_one_message(ws):
    await ws.send([HELLO[:1], b"", HELLO[1:3], HELLO[3:]])
    assert field(await ws.recv()) == WELCOME


async def a_ping_between_fragments_is_answered_at_once(ws):
    async def pieces():
        yield HELLO[:2]
        await (await ws.ping(b"between"))
        yield HELLO[2:]

    await ws.send(pieces())
    assert field(await ws.recv()) == WELCOME


async def pings_are_answered_with_their_payload(ws):
    for payload in (b"", b"x", bytes(range(125))):
        await (await ws.ping(payload))
    many = [await ws.ping(str(number).encode()) for number in range(100)]
    await many[-1]


async def a_close_is_answered_with_its_code(ws):
    await ws.close(4000, "that will do")
    assert ws.close_code == 4000, ws.close_code


async def a_close_while_frames_come_is_answered(ws):
    await ws.send(HELLO)
    assert field(await ws.recv()) == WELCOME
    await ws.close(1000)
    assert ws.close_code == 1000, ws.close_code


async def what_is_too_long_is_refused(ws):
    try:
        await ws.send(bytes(1 << 20))
    except websockets.ConnectionClosed:
        pass
    assert (await ended(ws)).code == 1009


async def fragments_that_are_too_long_together_are_refused(ws):
    try:
        await ws.send([bytes(6000), bytes(6000)])
    except websockets.ConnectionClosed:
        pass
    assert (await ended(ws)).code == 1009


async def text_is_answered_with_goodbye(ws):
    await ws.send("hello")
    assert field(await ws.recv()) == GOODBYE
    await ended(ws)


def raw(frame, code):
    """A frame that the package would not send, and the code that the server then closes with."""

    async def story(ws):
        ws.transport.write(frame)
        closed = await ended(ws)
        assert closed.code == code, closed

    return story


MASK = bytes(4)
STORIES = {
    name: story
    for name, story in globals().items()
    if asyncio.iscoroutinefunction(story) and name != "ended"
} | {
    "a_reserved_bit_is_refused": raw(b"\xC2\x81" + MASK + b"x", 1002),
    "a_frame_without_a_mask_is_refused": raw(b"\x82\x01x", 1002),
    "a_reserved_opcode_is_refused": raw(b"\x83\x81" + MASK + b"x", 1002),
    "a_long_length_for_little_is_refused": raw(b"\x82\xFE\x00\x01" + MASK + b"x", 1002),
    "nothing_to_continue_is_refused": raw(b"\x80\x81" + MASK + b"x", 1002),
    "text_that_is_not_utf8_is_refused": raw(b"\x81\x81" + MASK + b"\xFF", 1007),
    "a_close_code_that_is_never_sent_is_refused": raw(b"\x88\x82" + MASK + b"\x03\xED", 1002),
}


async def goes_well(url, name):
    try:
        async with websockets.connect(url, subprotocols=["dais.v1"]) as ws:
            await asyncio.wait_for(STORIES[name](ws), PATIENCE_S)
        return True
    except Exception:
        print("FAILED:", name)
        traceback.print_exc(file=sys.stdout)
        return False


async def main(url):
    good = [await goes_well(url, name) for name in STORIES]
    print(sum(good), "of", len(STORIES), "stories went as the RFC says")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))

"""The socket that the service listens on."""

import asyncio
import socket

from server.cli.service import listen


def test_small_pieces_of_an_answer_are_sent_at_once() -> None:
    """Nagle's algorithm is off on every connection; with it an answer in two pieces waits 40 ms."""

    async def option_of_a_connection() -> int:
        options = asyncio.Queue[int]()

        async def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            options.put_nowait(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen("127.0.0.1", 0)
        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection("127.0.0.1", listener.getsockname()[1])
            option = await options.get()
            writer.close()
            return option

    assert asyncio.run(option_of_a_connection()) != 0


def test_the_next_free_port_is_taken() -> None:
    """Where somebody else is on the port already."""
    first = listen("127.0.0.1", 0)
    second = listen("127.0.0.1", first.getsockname()[1])
    with first, second:
        assert second.getsockname()[1] > first.getsockname()[1]

// Makes a mistake in memory: `hardening_probe heap`, `stack` or `container`. Compiled as the server is, it must not
// live to say that it got away with it. It is also what CI looks at in place of the server (.ci/check_hardening).
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace {

// The compiler must not know it.
volatile std::size_t room = 8;

void write_beyond(volatile char* bytes) {
    for (std::size_t at = 0; at < 8 * room; ++at) bytes[at] = 'x';
}

void on_the_heap(const char* text) {
    auto* bytes = static_cast<char*>(std::malloc(room));
    std::memcpy(bytes, text, room + 8);
    std::printf("%c\n", bytes[room]);
    std::free(bytes);
}

void on_the_stack() {
    char bytes[8];
    write_beyond(bytes);
    std::printf("%c\n", bytes[room - 1]);
}

void in_a_container() {
    const std::vector<char> bytes(room);
    std::printf("%d\n", bytes[room]);
}

}  // namespace

int main(int count, char** words) {
    const std::string_view where = count > 1 ? words[1] : "";
    if (where == "heap") on_the_heap("sixteen or more bytes");
    if (where == "stack") on_the_stack();
    if (where == "container") in_a_container();
}

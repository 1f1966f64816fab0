#include "tests/bench/paths/commands.h"

namespace dais::bench {

v1::Command put_summit() {
    v1::Command command;
    command.set_log(kLog);
    auto& name = *command.mutable_put_summit()->mutable_summit()->add_name();
    name.set_language("en");
    name.set_text("Bench");
    return command;
}

v1::Command announcement(const load::Stamp& stamp) {
    v1::Command command;
    command.set_log(kLog);
    auto& made = *command.mutable_publish_announcement()->mutable_announcement();
    made.set_priority(v1::ANNOUNCEMENT_PRIORITY_ROUTINE);
    auto& body = *made.add_body();
    body.set_language("en");
    body.set_text(load::stamp_text(stamp));
    return command;
}

}  // namespace dais::bench

#include "server/web/session_to_write.h"

namespace dais::web {
namespace {

// What belongs to a Session, under its id; empty if there is none that this audience may see.
template <class Noun>
Noun belonging(const summit::State& view, v1::Audience audience, v1::Kind kind, const std::string& id) {
    Noun noun;
    const summit::Record* record = view.find(kind, id);
    if (record != nullptr && record->visible_to(audience)) noun.ParseFromString(record->as_seen_by(audience));
    return noun;
}

}  // namespace

interchange::SessionToWrite session_to_write(const summit::State& view, v1::Audience audience, const std::string& id,
                                             const v1::Session& session) {
    interchange::SessionToWrite one;
    one.session = session;
    one.progress = belonging<v1::SessionProgress>(view, audience, v1::KIND_SESSION_PROGRESS, id);
    one.website = belonging<v1::SessionText>(view, audience, v1::KIND_SESSION_TEXT, id).website();
    return one;
}

}  // namespace dais::web

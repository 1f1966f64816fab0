#include "server/web/session_to_write.h"

#include "server/interchange/table_writer.h"
#include "server/web/visible.h"

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

using References = google::protobuf::RepeatedPtrField<v1::TextReference>;

std::vector<v1::LocalText> texts_of(const References& references, const TextBodies& bodies) {
    std::vector<v1::LocalText> texts;
    for (const v1::TextReference& reference : references) {
        const auto body = bodies.find(reference.hash());
        if (body == bodies.end()) continue;
        v1::LocalText& text = texts.emplace_back();
        text.set_language(reference.language());
        text.set_text(body->second);
    }
    return texts;
}

}  // namespace

LongTexts long_texts(const summit::State& view, v1::Audience audience) {
    LongTexts texts;
    std::size_t bytes = 0;
    for_visible<v1::SessionText>(view, v1::KIND_SESSION_TEXT, audience,
                                 [&](const std::string&, const v1::SessionText& text) {
                                     for (const References* list : {&text.abstract(), &text.description()})
                                         for (const v1::TextReference& reference : *list) {
                                             bytes += reference.size();
                                             texts.hashes.insert(reference.hash());
                                         }
                                 });
    texts.too_many = bytes > interchange::kTableTextsBytesMax;
    if (texts.too_many) texts.hashes.clear();
    return texts;
}

interchange::SessionToWrite session_to_write(const summit::State& view, v1::Audience audience, const std::string& id,
                                             const v1::Session& session, const TextBodies& bodies) {
    interchange::SessionToWrite one;
    one.session = session;
    one.progress = belonging<v1::SessionProgress>(view, audience, v1::KIND_SESSION_PROGRESS, id);
    const auto text = belonging<v1::SessionText>(view, audience, v1::KIND_SESSION_TEXT, id);
    one.abstract = texts_of(text.abstract(), bodies);
    one.description = texts_of(text.description(), bodies);
    one.website = text.website();
    return one;
}

}  // namespace dais::web

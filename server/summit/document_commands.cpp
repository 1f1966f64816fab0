// Papers before Sessions.
#include <algorithm>

#include "server/summit/commands.h"
#include "server/summit/put_noun.h"

namespace dais::summit {

No put_document(ChangeBuilder& builder, const std::string& id, v1::Document document) {
    if (auto no = put_named(builder, v1::KIND_DOCUMENT, id, document)) return no;
    if (document.symbol().empty())
        if (auto no = needs_name(document.title(), "document.title")) return no;
    for (const v1::DocumentLink& link : document.links())
        if (auto no = check_link(link.url(), "document.links.url")) return no;
    builder.put(v1::KIND_DOCUMENT, builder.made, "", kEverybody, document);
    return std::nullopt;
}

No remove_document(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_DOCUMENT, id)) return no;
    const auto names = [&](const v1::Session& session) {
        return std::find(session.documents().begin(), session.documents().end(), id) != session.documents().end();
    };
    if (auto no = unused<v1::Session>(builder, v1::KIND_SESSION, "names this document", names)) return no;
    builder.remove(v1::KIND_DOCUMENT, id);
    return std::nullopt;
}

}  // namespace dais::summit

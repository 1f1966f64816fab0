#include "server/summit/import_wholes.h"

#include "server/summit/import_report.h"
#include "server/summit/limits.h"

namespace dais::summit {
namespace {

void stand_alone(ChangeBuilder& builder, const std::string& id) {
    auto session = *builder.get<v1::Session>(v1::KIND_SESSION, id);
    session.clear_part_of();
    builder.put(v1::KIND_SESSION, id, "", builder.audiences_of(v1::KIND_SESSION, id), session);
    add_note(builder.report, v1::IMPORT_NOTE_KIND_REPAIRED, shown_item(builder, v1::KIND_SESSION, id),
             "would be a part of itself, or of parts deeper than " + std::to_string(kPartDepthMax) +
                 "; it stands alone. Change in the file what it is a part of.");
}

// Whether it had to be hidden.
bool hide_with_whole(ChangeBuilder& builder, const std::string& id) {
    const auto session = *builder.get<v1::Session>(v1::KIND_SESSION, id);
    if (session.part_of().empty()) return false;
    const AudienceSet audiences = builder.audiences_of(v1::KIND_SESSION, id);
    const AudienceSet of_whole = builder.audiences_of(v1::KIND_SESSION, session.part_of());
    if ((audiences & ~of_whole) == 0) return false;
    builder.put(v1::KIND_SESSION, id, "", audiences & of_whole, session);
    add_note(builder.report, v1::IMPORT_NOTE_KIND_KEPT, shown_item(builder, v1::KIND_SESSION, id),
             "is a part of a session that is hidden here; hidden with it");
    return true;
}

}  // namespace

void mend_wholes(ChangeBuilder& builder) {
    for (const std::string& id : builder.written(v1::KIND_SESSION))
        if (builder.exists(v1::KIND_SESSION, id) && !is_nested_well(builder.schedule(), id)) stand_alone(builder, id);
    for (bool hidden = true; hidden;) {
        hidden = false;
        for (const std::string& id : builder.ids(v1::KIND_SESSION)) hidden = hide_with_whole(builder, id) || hidden;
    }
}

}  // namespace dais::summit

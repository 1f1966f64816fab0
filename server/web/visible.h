// Reading a View with the eyes of one audience.
#pragma once

#include <string>

#include "server/summit/state.h"

namespace dais::web {

// Calls for each visible record of a kind, as the audience sees it: each(id, noun).
template <class Noun, class Each>
void for_visible(const summit::State& view, v1::Kind kind, v1::Audience audience, Each each) {
    for (const auto& [id, record] : view.all(kind)) {
        if (!record->visible_to(audience)) continue;
        Noun noun;
        noun.ParseFromString(record->as_seen_by(audience));
        each(id, noun);
    }
}

}  // namespace dais::web

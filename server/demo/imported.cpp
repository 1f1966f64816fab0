#include "server/demo/imported.h"

#include "dais/v1/imported.pb.h"
#include "server/summit/identifier.h"

namespace dais::demo {

std::string imported(const summit::State& state, v1::Kind kind, std::string_view external_id) {
    for (const auto& [id, record] : state.all(v1::KIND_IMPORTED)) {
        std::string of = id.substr(0, id.find('@'));
        if (summit::kind_of_id(of) != kind || state.find(kind, of) == nullptr) continue;
        if (state.get<v1::Imported>(v1::KIND_IMPORTED, id)->external_id() == external_id) return of;
    }
    return {};
}

}  // namespace dais::demo

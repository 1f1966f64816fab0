#include "server/summit/put_noun.h"

namespace dais::summit {

No needs_name(const google::protobuf::RepeatedPtrField<v1::LocalText>& name, const char* field) {
    for (const v1::LocalText& text : name)
        if (!text.text().empty()) return std::nullopt;
    return refuse(v1::REFUSAL_CODE_INVALID, std::string(field) + " is missing: give it in at least one language.",
                  field);
}

No still_used(const std::string& message) { return refuse(v1::REFUSAL_CODE_CONFLICT, message, "id"); }

}  // namespace dais::summit

// Partners: who carries or sponsors the summit.
#include "server/summit/commands.h"
#include "server/summit/put_noun.h"

namespace dais::summit {

No put_partner(ChangeBuilder& builder, const std::string& id, v1::Partner partner) {
    if (auto no = put_named(builder, v1::KIND_PARTNER, id, partner)) return no;
    if (auto no = needs_name(partner.name(), "partner.name")) return no;
    if (!partner.website().empty())
        if (auto no = check_link(partner.website(), "partner.website")) return no;
    if (partner.order() < 0)
        return refuse(v1::REFUSAL_CODE_INVALID, "Partners stand among those of their kind from 1 on.", "partner.order");
    builder.put(v1::KIND_PARTNER, builder.made, "", kEverybody, partner);
    return std::nullopt;
}

No remove_partner(ChangeBuilder& builder, const std::string& id) {
    if (auto no = builder.exists_and_fresh(v1::KIND_PARTNER, id)) return no;
    builder.remove(v1::KIND_PARTNER, id);
    return std::nullopt;
}

}  // namespace dais::summit

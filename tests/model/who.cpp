#include "tests/model/who.h"

#include "server/summit/rights.h"

namespace dais::model {

std::string Who::login() const {
    if (!has_login()) return "key:" + v1::Role_Name(role);
    return "account:" + v1::Role_Name(role) + "," + person + "," + party;
}

v1::Grant Who::grant() const {
    v1::Grant grant;
    grant.set_log(kLog);
    if (role != v1::ROLE_CO_CHAIR) grant.set_role(role);
    grant.set_person(person);
    grant.set_party(party);
    return grant;
}

summit::Standing Who::standing(const summit::State& state, std::int64_t now_ms) const {
    if (!has_login()) return summit::standing_as(role);
    return summit::standing({grant()}, 0, kLog, summit::offices(state, now_ms), now_ms);
}

v1::Audience Who::audience(const summit::State& state, std::int64_t now_ms) const {
    return summit::audience_of(standing(state, now_ms).role());
}

}  // namespace dais::model

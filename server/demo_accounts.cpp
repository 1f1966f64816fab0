#include "server/demo_accounts.h"

#include "server/access/password.h"

namespace dais {

void put_demo_accounts(access::Accounts& accounts, const std::string& log) {
    const std::string hash = access::password_hash(kDemoPassword);
    const auto put = [&](const std::string& word, const std::string& name, v1::Role role, const std::string& of) {
        v1::Grant grant;
        grant.set_log(of);
        grant.set_role(role);
        accounts.put_demo(word + "@demo", name, hash, {grant});
    };
    put("owner", "Owner (demo)", v1::ROLE_OWNER, "");
    put("organiser", "Secretariat (demo)", v1::ROLE_ORGANISER, log);
    put("press-officer", "Press office (demo)", v1::ROLE_PRESS_OFFICER, log);
    put("interpreter", "Interpreter (demo)", v1::ROLE_INTERPRETER, log);
    put("press", "Correspondent (demo)", v1::ROLE_PRESS, log);
}

}  // namespace dais

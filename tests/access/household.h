// Accounts on a real file: who comes by a link, and what they ask.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/access/accounts.h"
#include "server/access/password.h"
#include "tests/storage/sample.h"

namespace dais::access {

class Household {
public:
    Household() { open(); }

    void open() {
        accounts.reset();
        database.reset();
        database = std::make_unique<storage::Database>(directory.path(), storage::Options{});
        access = std::make_unique<Access>([this] { return now_ms; });
        accounts = std::make_unique<Accounts>(
            *database, *access, limits, [this] { return now_ms; }, [this] { ++changes; });
        accounts->read();
    }

    static v1::Grant grant(v1::Role role, const std::string& log = "sal") {
        v1::Grant made;
        made.set_log(log);
        made.set_role(role);
        if (role == v1::ROLE_TRACK_ORGANISER) made.add_tracks("t1");
        if (role == v1::ROLE_MODERATOR) made.add_rooms("r1");
        if (role == v1::ROLE_DELEGATE || role == v1::ROLE_HEAD_OF_DELEGATION) made.set_party("y1");
        return made;
    }

    // Somebody new by a link; how they ask.
    Asker takes(const std::string& secret, const std::string& name) {
        v1::UseLink use;
        use.set_secret(secret);
        use.set_name(name);
        use.set_sign_in_name(name + "@example.org");
        return came(accounts->use(use, hash, {{}, "192.0.2.1", "Browser"}));
    }
    Asker came(const Result<SignedIn>& result) {
        const auto* in = std::get_if<SignedIn>(&result);
        if (in == nullptr) {
            ADD_FAILURE() << std::get<v1::Refusal>(result).message();
            return {};
        }
        return {access->find(in->cookie).value_or(Identity()), "192.0.2.1", "Browser"};
    }
    Asker owner() { return takes(accounts->set_up(), "owner"); }
    Asker invited(const Asker& by, const std::string& name, const v1::Grant& what, const std::string& log = "sal") {
        v1::AccountCommand command;
        command.set_log(log);
        command.mutable_make_invitation()->set_name(name);
        *command.mutable_make_invitation()->add_grants() = what;
        return takes(done(command, by).secret(), name);
    }

    v1::AccountReply ask(const v1::AccountCommand& command, const Asker& asker, const Proof& proof = {}) {
        return accounts->ask(command, proof, asker);
    }
    v1::AccountDone done(const v1::AccountCommand& command, const Asker& asker, const Proof& proof = {}) {
        const v1::AccountReply reply = ask(command, asker, proof);
        EXPECT_TRUE(reply.has_done()) << reply.refusal().message();
        return reply.done();
    }
    v1::RefusalCode refused(const v1::AccountCommand& command, const Asker& asker, const Proof& proof = {}) {
        return ask(command, asker, proof).refusal().code();
    }
    static std::string id_of(const Asker& asker) { return asker.identity.login.substr(8); }
    v1::Role role(const Asker& asker, const std::string& log = "sal") {
        return access->standing(asker.identity, log).role();
    }

    // Worked out once: it takes its time.
    static const std::string& right_password() {
        static const std::string hash = password_hash("correct horse battery");
        return hash;
    }

    tests::TempDirectory directory;
    std::int64_t now_ms = 1'726'128'000'000;
    Limits limits;
    int changes = 0;
    std::string hash = right_password();
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<Access> access;
    std::unique_ptr<Accounts> accounts;
};

}  // namespace dais::access

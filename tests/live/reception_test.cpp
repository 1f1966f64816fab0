// As whom somebody is let in by what they show, on a server that decides.
#include "server/live/reception.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "server/access/secrets.h"
#include "server/access/ticket.h"
#include "server/live/rim.h"

namespace dais::live {
namespace {

class ReceptionOfAccess : public testing::Test {
protected:
    ReceptionOfAccess() {
        v1::Grant grant;
        grant.set_role(v1::ROLE_ORGANISER);
        access.put_holder("account:1", {"Amina", {grant}, false});
        access.put_credential("login:1", {"account:1", access::secret_hash("cookie"), {}, 0, 0});
    }
    std::string ticket(std::int64_t for_ms) { return mint.make(access.ticket(*access.credential("login:1"), for_ms)); }
    v1::Audience reads_as(const Guest& guest) const { return reception.standing(guest, "sal").audience(); }
    static v1::Command command() {
        v1::Command made;
        made.set_log("sal");
        made.mutable_put_room();
        return made;
    }

    access::Access access{wall_clock_ms};
    access::TicketMint mint{access::random_bytes(access::kTicketSeedBytes)};
    AccessReception reception{access, mint.public_key()};
};

TEST_F(ReceptionOfAccess, ACookieAndATicketAreTheSamePerson) {
    for (const std::string& shown : {std::string("cookie"), ticket(60'000)}) {
        const auto guest = reception.admit(shown);
        ASSERT_TRUE(guest);
        EXPECT_EQ(guest->identity.login, "account:1");
        EXPECT_EQ(reads_as(*guest), v1::AUDIENCE_STAFF);
        EXPECT_TRUE(reception.is_good(*guest));
        EXPECT_FALSE(reception.refuse(*guest, command()));
    }
    EXPECT_FALSE(reception.admit("another"));
}

TEST_F(ReceptionOfAccess, WhoseTicketIsOverIsThePublicThoughTheirLoginIsNot) {
    const auto guest = reception.admit(ticket(300));
    ASSERT_TRUE(guest);
    EXPECT_EQ(reads_as(*guest), v1::AUDIENCE_STAFF);
    std::this_thread::sleep_for(std::chrono::milliseconds(310));
    EXPECT_EQ(reads_as(*guest), v1::AUDIENCE_PUBLIC);
    EXPECT_EQ(reception.standing(*guest, "sal").roles_size(), 0);
    EXPECT_TRUE(reception.refuse(*guest, command()));
    EXPECT_TRUE(reception.is_good(*guest)) << "another may be shown on the same line";
}

TEST_F(ReceptionOfAccess, ATicketGoesWithItsLogin) {
    const std::string shown = ticket(60'000);
    const auto guest = reception.admit(shown);
    access.remove_credential("login:1");
    EXPECT_FALSE(reception.is_good(*guest));
    EXPECT_FALSE(reception.admit(shown));
}

}  // namespace
}  // namespace dais::live

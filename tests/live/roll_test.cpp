// What a live roll costs on the wire.
#include <gtest/gtest.h>

#include "server/live/frame.h"
#include "server/live/hub.h"
#include "server/summit/commands.h"

namespace dais::live {
namespace {

constexpr int kParties = 193;

// A log with what is told of it to the public, frame by frame. That what is told converges is shown elsewhere.
class Told {
public:
    // Size of the frame that showed the latest Change to one screen.
    std::size_t bytes = 0;

    template <class Fill>
    std::string done(Fill fill) {
        summit::Context context{"diaspora", std::string(32, 's'), {}, v1::AUDIENCE_STAFF, now_ms_ += 7'000, {}};
        context.actor.set_role(v1::ROLE_ORGANISER);
        context.basis = state_.head(v1::AUDIENCE_STAFF).position;
        v1::Command command;
        command.set_id("c" + std::to_string(state_.seq()));
        fill(command);
        const summit::Decided decided = summit::decide(state_, command, context);
        if (const auto* no = std::get_if<v1::Refusal>(&decided)) {
            ADD_FAILURE() << no->message();
            return {};
        }
        v1::Change change;
        change.set_seq(state_.seq() + 1);
        change.set_at_ms(now_ms_);
        const auto& decision = std::get<summit::Decision>(decided);
        for (const v1::Entry& entry : decision.entries) *change.add_entries() = entry;
        const summit::Shown shown = state_.apply(change, "12345678");
        const auto& entries = shown.entries[summit::index_of(v1::AUDIENCE_PUBLIC)];
        bytes =
            encode(changes_message("diaspora", change, entries, v1::AUDIENCE_PUBLIC, state_.head(v1::AUDIENCE_PUBLIC)))
                ->size();
        return decision.made;
    }

private:
    summit::State state_;
    std::int64_t now_ms_ = 1'726'128'000'000;
};

void put_text(v1::LocalText& text, const std::string& words) {
    text.set_language("en");
    text.set_text(words);
}

std::string open_declaration(Told& told) {
    const std::string id = told.done([](auto& c) {
        v1::Declaration& made = *c.mutable_put_declaration()->mutable_declaration();
        put_text(*made.add_title(), "Dublin Declaration");
        made.add_authentic_languages("en");
    });
    told.done([&](auto& c) {
        c.mutable_put_declaration_text()->set_id(id);
        put_text(*c.mutable_put_declaration_text()->add_texts(), "We declare.");
    });
    told.done([&](auto& c) {
        c.mutable_adopt_declaration()->set_id(id);
        c.mutable_adopt_declaration()->set_manner(v1::ADOPTION_MANNER_CONSENSUS);
    });
    told.done([&](auto& c) { c.mutable_open_declaration()->set_id(id); });
    return id;
}

TEST(Roll, AnEndorsementCostsAScreenLessThanAHundredBytes) {
    Told told;
    told.done([](auto& c) { put_text(*c.mutable_put_series()->mutable_series()->add_name(), "Alliance"); });
    const std::string declaration = open_declaration(told);
    std::size_t most = 0, all = 0;
    for (int i = 0; i < kParties; ++i) {
        const std::string party =
            told.done([](auto& c) { put_text(*c.mutable_put_party()->mutable_party()->add_name(), "State"); });
        const std::string person = told.done([&](auto& c) {
            c.mutable_put_person()->mutable_person()->set_name("Minister");
            c.mutable_put_person()->mutable_person()->set_party(party);
        });
        const auto about = [&](auto* verb) {
            verb->set_declaration(declaration);
            verb->set_party(party);
        };
        told.done([&](auto& c) { about(c.mutable_announce_endorsement()); });
        told.done([&](auto& c) {
            about(c.mutable_check_credentials());
            c.mutable_check_credentials()->set_signatory(person);
        });
        told.done([&](auto& c) { about(c.mutable_sign_endorsement()); });
        most = std::max(most, told.bytes);
        all += told.bytes;
    }
    EXPECT_LT(most, 100u);
    EXPECT_GT(all, 50u * kParties) << "each is told";
    RecordProperty("bytes_at_most", std::to_string(most));
    RecordProperty("bytes_on_average", std::to_string(all / kParties));
}

}  // namespace
}  // namespace dais::live

// What a screen of dais says and checks (proto/dais/v1/live.proto), for all screens of one crowd.
//
// Each follows one log and checks what a real screen checks: that changes continue where it stands, and that the digest
// that it is sent is the digest of what it holds; the folding is the Book's, shared by all. A screen is equal when it
// stands at a position where the book computed the digest of its own last frame. After a gap it resumes; what differs
// it drops, reports, and asks for all of it again. It resumes by audience, view, position and chain.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/cpp/load/book.h"
#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/plan.h"
#include "clients/cpp/load/talk.h"
#include "dais/v1/live.pb.h"

namespace dais::load {

struct DaisWish {
    std::string authority;           // for Host
    std::string path;                // before /live
    std::string log;                 // empty: the server's only one
    std::string key;                 // empty: the public
    std::uint32_t heartbeat_ms = 0;  // wished for, as phones do; 0: the server's own
};

class DaisTalk : public Talk {
public:
    // A screen for each of these groups' numbers. Slow ones are checked, but not timed.
    DaisTalk(DaisWish wish, const Plan& plan, std::span<const std::uint8_t> groups, Measures& measures);

    UpgradeWish upgrade() const override;
    void opened(std::uint32_t screen, Line& line) override;
    Turn heard(std::uint32_t screen, std::string_view message, std::uint64_t now_ns, Line& line) override;
    void lost(std::uint32_t screen) override;
    bool current(std::uint32_t screen) const override { return stands_[screen].current; }
    void ask(std::uint32_t screen, std::uint64_t now_ns, Line& line) override;
    std::uint32_t silence_ms() const override { return silence_ms_; }

    // Screens that are there, equal, and at this position or beyond.
    std::uint64_t equal(std::uint64_t position_min);
    std::uint64_t position() const { return book_.position(); }

private:
    struct Stand {  // of one screen
        std::uint64_t position = 0, chain = 0, digest = 0;
        std::uint64_t head = 0;      // where the log stood when the conversation began
        std::uint32_t snapshot = 0;  // whose parts are coming
        std::uint16_t part = 0;      // the next of them
        std::uint8_t view = 0;       // in views_
        bool timed = true;
        bool there = false;
        bool complete = false;
        bool awaits = false;   // a Snapshot
        bool current = false;  // stands at head or beyond, and hears changes as they happen
    };

    Turn take_new(Stand& stand, std::uint32_t screen, std::string_view bytes, std::uint64_t now_ns, Line& line);
    Turn take_welcome(Stand& stand, const v1::Welcome& welcome);
    Turn take_part(Stand& stand, std::uint32_t screen, const SeenSnapshot* snapshot, bool last, std::size_t bytes,
                   Line& line);
    Turn take_changes(Stand& stand, std::uint32_t screen, const SeenFrame& frame, std::uint64_t now_ns, Line& line);
    Turn take_goodbye(const v1::Goodbye& goodbye);
    Turn differs(Stand& stand, std::uint32_t screen, Line& line);
    std::uint8_t view(v1::Audience audience, const std::string& rules);

    const DaisWish wish_;
    Measures& measures_;
    Book book_;
    std::vector<Stand> stands_;
    std::string log_;  // as the server calls it
    std::vector<std::pair<v1::Audience, std::string>> views_;
    std::uint32_t silence_ms_ = 0;
};

}  // namespace dais::load

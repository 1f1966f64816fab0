// For servers that Dais is compared with: they send whatever they are sent to everybody, and a message begins with a
// stamp.
#pragma once

#include "clients/cpp/load/measures.h"
#include "clients/cpp/load/talk.h"

namespace dais::load {

class EchoTalk : public Talk {
public:
    EchoTalk(std::string authority, Measures& measures) : authority_(std::move(authority)), measures_(measures) {}

    UpgradeWish upgrade() const override { return {authority_, "/", "", ""}; }
    void opened(std::uint32_t, Line&) override {}
    Turn heard(std::uint32_t screen, std::string_view message, std::uint64_t now_ns, Line& line) override;
    void lost(std::uint32_t) override {}
    bool current(std::uint32_t) const override { return true; }
    void ask(std::uint32_t, std::uint64_t, Line&) override {}
    std::uint32_t silence_ms() const override { return 0; }

private:
    const std::string authority_;
    Measures& measures_;
};

}  // namespace dais::load

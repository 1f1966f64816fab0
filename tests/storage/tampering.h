// Ways to tamper with a ledger, each by chance.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dais::tests {

// kFlipByte to kChangeTextAndHash are found where they are; from kRechain on the whole agrees in itself.
enum class Tampering {
    kFlipByte,
    kDropLine,
    kSwapLines,
    kDuplicateLine,
    kChangeField,
    kLeaveTextOut,
    kChangeTextAndHash,
    kRechain,
    kCutAndEnd,
    kGoOn,
};
inline constexpr int kTamperings = 10;

struct Tampered {
    std::string ledger;
    std::string what;  // for whoever reads a failure
    // What the refusal names: one of these.
    std::vector<std::string> named;
};

// Whether a refusal names the place: "change 1" is not in "change 17".
bool is_named(const Tampered& tampered, const std::string& refusal);

// The same for the same seed. The ledger has to have public endorsements in it.
Tampered tamper(const std::string& ledger, Tampering how, std::uint32_t seed);

}  // namespace dais::tests

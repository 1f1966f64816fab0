#include "server/summit/identifier.h"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include "server/summit/hash.h"

namespace dais::summit {
namespace {

constexpr std::pair<v1::Kind, char> kLetters[] = {{v1::KIND_SUMMIT, 'm'},
                                                  {v1::KIND_ROOM, 'r'},
                                                  {v1::KIND_TRACK, 't'},
                                                  {v1::KIND_PARTY, 'y'},
                                                  {v1::KIND_PERSON, 'p'},
                                                  {v1::KIND_SESSION, 's'},
                                                  {v1::KIND_DOCUMENT, 'd'},
                                                  {v1::KIND_ANNOUNCEMENT, 'a'},
                                                  {v1::KIND_BOOTH, 'b'},
                                                  {v1::KIND_SHIFT, 'h'},
                                                  {v1::KIND_DRAFT, 'f'},
                                                  {v1::KIND_DRAFT_STEP, 'e'},
                                                  {v1::KIND_COUNTERS, 'c'},
                                                  {v1::KIND_INTERPRETATION_TEAM, 'i'},
                                                  {v1::KIND_BODY, 'o'},
                                                  {v1::KIND_SEAT, 'k'},
                                                  {v1::KIND_SERIES, 'z'},
                                                  {v1::KIND_EDITION, 'n'},
                                                  {v1::KIND_DECLARATION, 'l'},
                                                  {v1::KIND_COMMITMENT, 'q'},
                                                  {v1::KIND_COMMITMENT_REPORT, 'j'},
                                                  {v1::KIND_PARTNER, 'u'},
                                                  {v1::KIND_SCREEN, 'w'}};

char letter(v1::Kind kind) {
    for (const auto& [known, its] : kLetters)
        if (known == kind) return its;
    return 'x';
}

// A Feistel network of four rounds over an even number of bits: a permutation, whatever its round function does.
std::uint64_t permuted(std::uint64_t value, unsigned bits, std::string_view secret) {
    const unsigned half = bits / 2;
    const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
    std::uint64_t left = value >> half;
    std::uint64_t right = value & mask;
    for (std::uint32_t round = 0; round < 4; ++round) {
        Hash hash(secret);
        hash.number(round).number(bits).number(static_cast<std::uint32_t>(right));
        const std::uint64_t next = left ^ (first_u64(hash.finish()) & mask);
        left = right;
        right = next;
    }
    return left << half | right;
}

}  // namespace

v1::Kind kind_of_id(std::string_view id) {
    for (const auto& [kind, its] : kLetters)
        if (!id.empty() && id.front() == its) return kind;
    return v1::KIND_UNSPECIFIED;
}

std::string identifier(v1::Kind kind, std::uint64_t counter, std::string_view secret) {
    static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    const unsigned digits = counter < (1U << 20) ? 4 : counter < (1U << 25) ? 5 : 6;
    const unsigned bits = digits * 5;
    const std::uint64_t limit = std::uint64_t{1} << bits;
    // An odd number of bits has no two halves: permute one bit more and walk until back in range.
    std::uint64_t value = counter;
    do value = permuted(value, bits + bits % 2, secret);
    while (value >= limit);
    std::string id(1, letter(kind));
    for (unsigned shift = bits; shift > 0; shift -= 5) id += kDigits[value >> (shift - 5) & 31];
    return id;
}

std::string guid(std::string_view log, std::string_view id) {
    // Ours alone, made once at random.
    static const boost::uuids::uuid space = {0x6d, 0x1f, 0x2b, 0x07, 0x93, 0xd4, 0x4c, 0x5e,
                                             0xa8, 0x41, 0x5b, 0x0e, 0xc2, 0x77, 0xda, 0x15};
    boost::uuids::name_generator_sha1 generate(space);
    return to_string(generate(std::string(log) + '/' + std::string(id)));
}

}  // namespace dais::summit

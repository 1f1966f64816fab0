#include "tests/layering/layers.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <sstream>

namespace dais::layering {
namespace {

using Prefixes = std::vector<std::string_view>;

struct Layer {
    std::string_view folder;  // of the files themselves: a folder below is another layer
    Prefixes sees;            // of our own headers
};

const std::vector<Layer> kLayers = {
    {"storage/", {"storage/", "dais/v1/"}},
    {"server/summit/", {"server/summit/", "dais/v1/"}},
    {"server/interchange/", {"server/interchange/", "server/summit/", "dais/v1/"}},
    {"server/demo/", {"server/demo/", "server/summit/", "dais/v1/"}},
    {"server/parties/", {"server/parties/", "server/summit/", "dais/v1/"}},
    {"server/access/", {"server/access/", "server/summit/", "storage/", "dais/v1/"}},
    {"server/live/",
     {"server/live/", "server/access/", "server/interchange/", "server/summit/", "storage/", "dais/v1/"}},
    {"server/edge/", {"server/edge/", "server/access/", "server/live/", "server/summit/", "clients/cpp/", "dais/v1/"}},
    {"server/web/",
     {"server/web/", "server/access/", "server/live/", "server/edge/", "server/interchange/", "server/parties/",
      "server/summit/", "storage/", "dais/v1/"}},
    {"server/", {"server/", "storage/", "clients/cpp/url.h", "dais/v1/"}},
    {"clients/cpp/",
     {"clients/cpp/", "server/summit/records.h", "server/summit/hash.h", "server/summit/columns.h",
      "server/summit/floor_list.h", "storage/ledger.h", "storage/ledger_check.h", "dais/v1/"}},
    {"clients/cpp/load/",
     {"clients/cpp/", "server/summit/records.h", "server/summit/hash.h", "server/summit/columns.h", "dais/v1/"}},
};

// Headers of others that belong to some layers alone.
struct Guest {
    std::string_view header;
    Prefixes hosts;  // folders
};

const std::vector<Guest> kGuests = {
    {"boost/beast", {"server/live/", "server/web/", "clients/cpp/"}},
    {"boost/asio", {"server/live/", "server/web/", "server/edge/", "server/", "clients/cpp/"}},
    {"sys/socket.h", {"server/live/", "server/web/", "clients/cpp/", "clients/cpp/load/"}},
    {"netinet/", {"server/live/", "server/web/", "clients/cpp/", "clients/cpp/load/"}},
    {"openssl/", {"server/access/", "server/live/", "server/web/", "clients/cpp/", "clients/cpp/load/"}},
    {"sqlite3", {"storage/"}},
    {"libxml/", {"server/interchange/"}},
    {"prometheus/", {"server/live/"}},
};

// server/summit is pure: of others it sees the standard library, less what reaches outside, and these.
const Prefixes kPureGuests = {"google/protobuf/", "boost/uuid/", "sodium.h"};
const Prefixes kImpureStandard = {
    "atomic",     "condition_variable",
    "coroutine",  "ctime",
    "filesystem", "fstream",
    "future",     "iostream",
    "mutex",      "random",
    "semaphore",  "shared_mutex",
    "stop_token", "thread",
};
const Prefixes kImpureWords = {"_clock",  "randombytes", " rand()",      "::rand()",
                               "(rand()", "getenv",      "gettimeofday", "time(nullptr)"};

bool starts_with_any(std::string_view text, const Prefixes& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return text.starts_with(prefix); });
}

bool one_of(std::string_view text, const Prefixes& words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view folder_of(std::string_view path) { return path.substr(0, path.rfind('/') + 1); }

const Layer* layer_of(std::string_view path) {
    const auto layer =
        std::find_if(kLayers.begin(), kLayers.end(), [&](const Layer& each) { return each.folder == folder_of(path); });
    return layer == kLayers.end() ? nullptr : &*layer;
}

bool is_pure(std::string_view path) { return folder_of(path) == "server/summit/"; }

bool may_include_of_others(std::string_view path, std::string_view header) {
    for (const Guest& guest : kGuests) {
        if (header.starts_with(guest.header)) return one_of(folder_of(path), guest.hosts);
    }
    if (!is_pure(path) || starts_with_any(header, kPureGuests)) return true;
    const bool standard = header.find_first_of("/.") == std::string_view::npos;
    return standard && !one_of(header, kImpureStandard);
}

// "jsonUtils", "json_utils" and "json-utils" all end in "utils".
std::string last_word(std::string_view name) {
    std::string word;
    for (const char letter : name.substr(0, name.find('.'))) {
        const bool capital = std::isupper(static_cast<unsigned char>(letter)) != 0;
        if (letter == '_' || letter == '-' || capital) word.clear();
        if (letter != '_' && letter != '-') word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return word;
}

}  // namespace

std::vector<std::string> breaches(std::string_view path, std::string_view text) {
    const Layer* layer = layer_of(path);
    if (!layer) return {std::string(path) + " is in no layer: name it in tests/layering/layers.cpp"};

    static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
    std::vector<std::string> found;
    std::istringstream lines{std::string(text)};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        const auto place = std::string(path) + ":" + std::to_string(number);
        std::smatch include;
        if (std::regex_search(line, include, kInclude)) {
            const std::string header = include[2];
            // Our own headers are ours in either kind of bracket; those in quotes are taken to be ours.
            const bool ours = include[1] == "\"" || layer_of(header) || header.starts_with("dais/v1/");
            const bool fine = ours ? starts_with_any(header, layer->sees) : may_include_of_others(path, header);
            if (!fine) found.push_back(place + " must not see " + header);
        } else if (is_pure(path)) {
            const auto code = std::string_view(line).substr(0, line.find("//"));
            for (const auto word : kImpureWords) {
                if (code.find(word) != std::string_view::npos) found.push_back(place + " uses " + std::string(word));
            }
        }
    }
    return found;
}

std::vector<std::string> vague_names(std::string_view path) {
    static const Prefixes kVague = {"util",    "utils",   "utility",  "utilities", "common", "helper",
                                    "helpers", "manager", "managers", "base",      "impl",   "misc"};
    const auto name = path.substr(path.rfind('/') + 1);
    const auto word = last_word(name);
    if (!one_of(word, kVague)) return {};
    return {std::string(path) + " is called " + word + ": say what is in it"};
}

}  // namespace dais::layering

#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <memory>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/names.h"
#include "clients/cpp/roll_call.h"
#include "clients/cpp/subcommands.h"
#include "storage/ledger_check.h"

namespace dais::client {
namespace {

namespace json = boost::json;

struct LedgerExportOptions {
    std::string log;
    std::string file = "-";
};

struct LedgerVerifyOptions {
    std::string file;
    std::string digest;
    bool json = false;
};

// All of a log's ledger, checked as it comes.
std::string fetch_ledger(const Place& place, storage::LedgerCheck& check) {
    std::string ledger;
    auto problem = storage::LedgerProblem();
    for (std::optional<std::uint64_t> after = 0; after && !problem;) {
        const std::string part = get_page(place, "ledger" + (*after > 0 ? "?after=" + std::to_string(*after) : ""));
        problem = check.take(part);
        ledger += part;
        after = storage::goes_on_after(part);
    }
    if (!problem) problem = check.finish();
    if (!problem) return ledger;
    throw Failure(
        "this ledger would not be accepted, and none was written: " + *problem +
        "\nA text is left out if it has a note for staff: take the note away, and if you want it, put it back "
        "by a command of its own. Or somebody showed or hid something meanwhile: try again.");
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw Failure("cannot write " + path + ": is there such a folder, and room?");
}

void export_ledger(Place place, const LedgerExportOptions& options) {
    if (!options.log.empty()) place.log = options.log;
    storage::LedgerCheck check;
    const std::string ledger = fetch_ledger(place, check);
    const bool to_file = options.file != "-";
    if (to_file)
        write_file(options.file, ledger);
    else
        std::fwrite(ledger.data(), 1, ledger.size(), stdout);
    std::fprintf(to_file ? stdout : stderr,
                 "%s: %llu changes, %llu entries; of %llu only the hash is told, since they are not for everybody, and "
                 "of %llu because they were erased\ndigest to be published: %s\n",
                 check.log().c_str(), static_cast<unsigned long long>(check.changes()),
                 static_cast<unsigned long long>(check.entries()),
                 static_cast<unsigned long long>(check.untold() - check.erased()),
                 static_cast<unsigned long long>(check.erased()), storage::hex_of(check.chain()).c_str());
}

void check_file(const std::string& path, storage::LedgerCheck& check) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw WrongUsage("cannot read " + path + ": is there such a file?");
    std::string bytes(1 << 16, '\0');
    auto problem = storage::LedgerProblem();
    while (!problem && file) {
        file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        problem = check.take(std::string_view(bytes).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (!problem && file.bad()) throw Failure("cannot read " + path + " to its end");
    if (!problem) problem = check.finish();
    if (problem) throw Failure(path + " is not what was published: " + *problem);
}

// Of every Declaration, as it stood when the last Change was made.
std::vector<RollCall> roll_calls(const summit::Records& records, const Languages& languages) {
    std::vector<RollCall> all;
    for (const auto& [key, body] : records.all())
        if (key.first == v1::KIND_DECLARATION) all.push_back(roll_call(records, key.second, languages));
    return all;
}

void print_rolls(const Place& place, const storage::LedgerCheck& check, const summit::Records& records) {
    const auto summit = summit_of(records);
    const LocalTime time(summit);
    const Languages languages(place.languages, summit);
    std::printf("the ledger agrees with the digest: the log “%s” up to change %llu, %s\n", check.log().c_str(),
                static_cast<unsigned long long>(check.changes()), time.date_time(check.at_ms()).c_str());
    for (const auto& roll : roll_calls(records, languages))
        std::printf("\n%s", roll_call_told(roll, time, check.at_ms(), languages).c_str());
}

void print_rolls_json(const Place& place, const storage::LedgerCheck& check, const summit::Records& records) {
    json::array declarations;
    for (const auto& roll : roll_calls(records, Languages(place.languages, summit_of(records))))
        declarations.push_back(roll_call_json(roll, check.at_ms()));
    const json::object told{{"log", check.log()},
                            {"changes", check.changes()},
                            {"at_ms", check.at_ms()},
                            {"entries", check.entries()},
                            {"untold", check.untold()},
                            {"erased", check.erased()},
                            {"digest", storage::hex_of(check.chain())},
                            {"declarations", std::move(declarations)}};
    std::printf("%s\n", json::serialize(told).c_str());
}

void verify_ledger(const Place& place, const LedgerVerifyOptions& options) {
    std::string digest = options.digest;
    std::transform(digest.begin(), digest.end(), digest.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c; });
    const auto published = storage::bytes_of_hex(digest, 32);
    if (!published) throw WrongUsage("a digest is 64 digits from 0 to 9 and a to f, as it was published");
    storage::LedgerCheck check(*published);
    check_file(options.file, check);
    summit::Records records;
    for (const v1::Entry& entry : check.records()) records.apply(entry);
    if (options.json)
        print_rolls_json(place, check, records);
    else
        print_rolls(place, check, records);
}

void add_ledger_export(CLI::App& ledger, const Place& place) {
    auto* command = ledger.add_subcommand("export", "Write a log's ledger, and print the digest to be published");
    const auto options = std::make_shared<LedgerExportOptions>();
    command->add_option("log", options->log, "Which log, by its slug; none: as --log says");
    command->add_option("-o,--output", options->file, "Where to; - for standard output")->capture_default_str();
    describe(*command,
             {{"dais ledger export gdpa -o gdpa.ledger"},
              {},
              "For organisers. The ledger tells when and by which login every Change was made, and the texts\n"
              "that everybody may read; of all else only hashes. What was handed out cannot be erased again."});
    command->callback([&place, options] { export_ledger(place, *options); });
}

void add_ledger_verify(CLI::App& ledger, const Place& place) {
    auto* command =
        ledger.add_subcommand("verify", "Check a ledger against the digest that was published, and read the roll");
    const auto options = std::make_shared<LedgerVerifyOptions>();
    command->add_option("file", options->file, "The ledger")->required();
    command->add_option("digest", options->digest, "64 digits and letters, as published")->required();
    command->add_flag("--json", options->json, "As one JSON object");
    describe(*command,
             {{"dais ledger verify gdpa.ledger 6d1b0c6e3f0a9b5f2f5a5d1f8f9f3a6b7c0d1e2f3a4b5c6d7e8f90a1b2c3d4e5"},
              {},
              "Asks no server. It ends with 1 if anything in the file is not as it was, and says where."});
    command->callback([&place, options] { verify_ledger(place, *options); });
}

}  // namespace

void add_ledger(CLI::App& app, const Place& place) {
    auto* ledger = app.add_subcommand("ledger", "What was declared and endorsed, for others to check");
    ledger->group(kInAndOut);
    ledger->require_subcommand(1);
    describe(*ledger, {{"dais ledger export gdpa -o gdpa.ledger"}, {}, ""});
    add_ledger_export(*ledger, place);
    add_ledger_verify(*ledger, place);
}

}  // namespace dais::client

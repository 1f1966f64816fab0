#include "clients/cpp/command_options.h"

#include <CLI/CLI.hpp>

#include "clients/cpp/time.h"
#include "clients/cpp/words.h"
#include "dais/v1/change.pb.h"

namespace dais::client {
namespace {

constexpr char kChange[] = "Options of every change";

}  // namespace

std::string whole_number(const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? "" : "“" + text + "” is no whole number of 0 or more";
}

std::string position_number(const std::string& text) {
    const bool zero = text.find_first_not_of('0') == std::string::npos;
    return whole_number(text).empty() && !zero ? "" : "“" + text + "” is no position: a whole number from 1";
}

std::string length_named(const std::string& text) {
    const bool has_unit = text == "0" || text.find_last_not_of("smhd") + 1 != text.size();
    return has_unit && parse_duration_ms(text) >= 0
               ? ""
               : "“" + text + "” is no length: write it as 90s, 3m or 1h, 0 for none";
}

int seconds_of(const std::string& text) { return static_cast<int>(parse_duration_ms(text) / 1'000); }

std::string audience_named(const std::string& text) {
    if (value_of(*v1::Audience_descriptor(), text)) return "";
    return "“" + text + "” is no audience: choose one of " + joined(words_of(*v1::Audience_descriptor()));
}

void add_look_options(CLI::App& command, const std::shared_ptr<LookOptions>& options) {
    command.add_flag("--json", options->json, "For programs: one JSON value on standard output");
    command.add_option("--timeout", options->timeout_s, "Seconds to try at most")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
}

void add_ask_options(CLI::App& command, const std::shared_ptr<AskOptions>& options, bool may_wait) {
    command.add_flag("--preview", options->preview, "Do nothing; say what would come of it")->group(kChange);
    command.add_option("--reason", options->reason, "Accept soft clashes, for this reason")->group(kChange);
    if (may_wait) {
        command.add_option("--draft", options->draft, "Do nothing yet; make it the last step of this draft")
            ->group(kChange);
    }
    command.add_flag("--json", options->json, "For programs: one JSON object, also when refused")->group(kChange);
    command.add_option("--basis", options->basis, "The position that you looked at; without it, the present one")
        ->check(whole_number)
        ->group(kChange);
    command.add_option("--command-id", options->command_id, "For asking the same again: it does nothing twice")
        ->group(kChange);
    command.add_option("--timeout", options->timeout_s, "Seconds to try at most")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str()
        ->group(kChange);
}

void describe(CLI::App& command, const Page& page) {
    std::string footer = "Examples\n";
    for (const auto& example : page.examples) footer += "  " + example + "\n";
    if (!page.more.empty()) footer += "\n" + page.more + (page.more.ends_with('\n') ? "" : "\n");
    if (!page.verbs.empty()) {
        footer += "\nOver the live protocol\n ";
        for (const auto& verb : page.verbs) footer += " " + verb;
        footer += "\n";
    }
    command.footer(footer);
}

}  // namespace dais::client

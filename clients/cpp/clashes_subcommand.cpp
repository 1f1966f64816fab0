#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/subcommands.h"
#include "clients/cpp/tell.h"

namespace dais::client {
namespace {

void list(const Place& place, bool json) {
    const std::string page = get_page(place, "clashes.json");
    if (json) {
        std::printf("%s", page.c_str());
        return;
    }
    const boost::json::value answer = boost::json::parse(page);
    const auto& clashes = answer.at("clashes").as_array();
    for (const boost::json::value& clash : clashes) {
        const auto words = std::string(clash.at("message").as_string());
        const auto* reason = clash.at("accepted").if_string();
        std::printf("%s%s\n", one_line(words).c_str(),
                    reason == nullptr ? "" : (" Accepted: " + one_line(std::string(*reason)) + ".").c_str());
    }
    if (clashes.empty()) std::printf("nothing clashes\n");
}

}  // namespace

void add_clashes(CLI::App& app, const Place& place) {
    auto* clashes = app.add_subcommand("clashes", "List what does not go together in the programme; for organisers");
    const auto json = std::make_shared<bool>(false);
    clashes->add_flag("--json", *json, "The server's own answer");
    clashes->group(kLook);
    describe(*clashes, {{"dais clashes", "dais clashes --json"}, {}, ""});
    clashes->callback([&place, json] { list(place, *json); });
}

}  // namespace dais::client

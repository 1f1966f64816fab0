#include <CLI/CLI.hpp>

#include <boost/json.hpp>
#include <cstdio>
#include <memory>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {

void add_logs(CLI::App& app, const Place& place) {
    auto* logs = app.add_subcommand("logs", "List the logs that the server has, by their slugs");
    const auto json = std::make_shared<bool>(false);
    logs->add_flag("--json", *json, "The server's own answer, with their names");
    logs->group(kLook);
    describe(*logs, {{"dais logs", "dais logs --json", "dais logs --url http://summit.example.org"}, {}, ""});
    logs->callback([&place, json] {
        const auto answer = get_logs(place);
        if (*json) {
            std::printf("%s\n", boost::json::serialize(answer).c_str());
            return;
        }
        for (const auto& slug : log_slugs(answer)) std::printf("%s\n", slug.c_str());
    });
}

}  // namespace dais::client

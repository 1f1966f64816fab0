#include <CLI/CLI.hpp>

#include <memory>

#include "clients/cpp/api.h"
#include "clients/cpp/command_options.h"
#include "clients/cpp/record_file.h"
#include "clients/cpp/subcommands.h"

namespace dais::client {
namespace {

struct ExportOptions {
    std::string file = "-";
    std::string format = "json";
};

void export_log(const Place& place, const ExportOptions& options) {
    file_write(options.file, get_export(place, options.format));
}

}  // namespace

void add_export(CLI::App& app, const Place& place) {
    auto* command = app.add_subcommand("export", "Write a log as a file for other programs");
    const auto options = std::make_shared<ExportOptions>();
    command->add_option("file", options->file, "Where to; - for standard output")->capture_default_str();
    command->add_option("--format", options->format, "Which shape")
        ->check(CLI::IsMember({"json", "schedule.xml", "csv", "xlsx"}))
        ->capture_default_str();
    command->group(kInAndOut);
    describe(*command, {{"dais export summit.json", "dais export --format schedule.xml schedule.xml",
                         "dais export --format xlsx programme.xlsx"},
                        {},
                        ""});
    command->callback([&place, options] { export_log(place, *options); });
}

}  // namespace dais::client

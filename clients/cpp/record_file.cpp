#include "clients/cpp/record_file.h"

#include <google/protobuf/util/json_util.h>

#include <boost/json.hpp>
#include <fstream>
#include <iostream>

#include "clients/cpp/place.h"

namespace dais::client {
namespace {

constexpr std::size_t kRecordFileBytesMax = 1 << 20;

}  // namespace

std::string file_read(const std::string& path, std::size_t bytes_max) {
    std::ifstream file;
    if (path != "-") file.open(path, std::ios::binary);
    std::istream& in = path == "-" ? std::cin : file;
    if (!in) throw WrongUsage("cannot read " + path + ": is it there, and may you?");
    std::string text;
    char piece[1 << 14];
    while (in.read(piece, sizeof piece) || in.gcount() > 0) {
        text.append(piece, static_cast<std::size_t>(in.gcount()));
        if (text.size() > bytes_max) throw WrongUsage(path + " is longer than " + std::to_string(bytes_max) + " bytes");
    }
    if (in.bad()) throw WrongUsage("cannot read " + path + ": is it a folder?");
    return text;
}

void file_write(const std::string& path, const std::string& text) {
    if (path == "-") {
        std::cout << text << std::flush;
        return;
    }
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw Failure("cannot write " + path + ": is there such a folder, and room?");
}

std::string with_file(const std::string& assignment, std::size_t bytes_max) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || assignment.compare(equals, 2, "=@") != 0) return assignment;
    return assignment.substr(0, equals + 1) + file_read(assignment.substr(equals + 2), bytes_max);
}

void read_record(const std::string& path, google::protobuf::Message& record) {
    auto text = file_read(path, kRecordFileBytesMax);
    boost::system::error_code error;
    const auto value = boost::json::parse(text, error);
    if (error || !value.is_object())
        throw WrongUsage(path + " is no JSON object: print one with `show --json` and change that");
    if (const auto* inner = value.get_object().if_contains("record")) text = boost::json::serialize(*inner);
    record.Clear();
    const auto read = google::protobuf::util::JsonStringToMessage(text, &record);
    if (!read.ok()) throw WrongUsage(path + " is no such record: " + std::string(read.message()));
}

}  // namespace dais::client

// A record as JSON in a file, as `show --json` prints it.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace dais::client {

// A file in whole; "-" is standard input. Throws Failure if it is not there or longer than this.
std::string file_read(const std::string& path, std::size_t bytes_max);

// Replaces the record. The object may be the record, or have it as "record". Throws WrongUsage with what is wrong in
// it.
void read_record(const std::string& path, google::protobuf::Message& record);

}  // namespace dais::client

#include "server/web/import_reply.h"

#include <google/protobuf/util/json_util.h>

#include "server/live/rim.h"

namespace dais::web {

namespace http = boost::beast::http;

std::string new_import_id() {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string id = "import-";
    for (const char c : live::random_secret().substr(0, 12))
        id += {kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]};
    return id;
}

v1::ImportReport report_of(const v1::Reply& reply) {
    v1::ImportReport report = reply.has_preview() ? reply.preview().report() : reply.done().report();
    if (reply.has_refusal()) report.set_failure(reply.refusal().message());
    if (reply.has_unavailable()) report.set_failure(reply.unavailable().reason());
    return report;
}

http::status status_of(const v1::Reply& reply) {
    if (reply.has_unavailable()) return http::status::service_unavailable;
    if (!reply.has_refusal()) return http::status::ok;
    return reply.refusal().code() == v1::REFUSAL_CODE_FORBIDDEN ? http::status::forbidden
                                                                : http::status::unprocessable_entity;
}

Response report_response(http::status status, const v1::ImportReport& report) {
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    options.always_print_primitive_fields = true;
    std::string body;
    (void)google::protobuf::util::MessageToJsonString(report, &body, options);
    return json(status, body + "\n");
}

}  // namespace dais::web

#include "clients/cpp/line.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dais::client {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr char kIsItRight[] = " (is the server running, and is the address right?)";

bool is_number(const std::string& host) {
    boost::system::error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

}  // namespace

asio::awaitable<std::string> Line::connect(Url url) {
    if (url.tls) {
        std::string trouble = prepare(url);
        if (!trouble.empty()) co_return trouble;
    }
    auto [resolve_error, endpoints] = co_await resolver_.async_resolve(url.host, url.port, kAsTuple);
    if (resolve_error) co_return resolve_error.message() + kIsItRight;
    auto [connect_error, endpoint] = co_await tcp_.async_connect(endpoints, kAsTuple);
    if (connect_error == boost::beast::error::timeout)
        co_return std::string("nothing was heard for too long") + kIsItRight;
    if (connect_error) co_return connect_error.message() + kIsItRight;
    boost::system::error_code harmless;
    tcp_.socket().set_option(asio::ip::tcp::no_delay(true), harmless);
    if (!url.tls) co_return "";

    auto [error] = co_await tls_->async_handshake(ssl::stream_base::client, kAsTuple);
    if (!error) co_return "";
    const long verdict = SSL_get_verify_result(tls_->native_handle());
    if (verdict == X509_V_OK) co_return "no TLS with it: " + error.message();
    const std::string why = X509_verify_cert_error_string(verdict);
    const bool other_name = verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH;
    co_return "its certificate is not to be trusted: " + why +
        (other_name ? " (write the name that it was made for)" : " (--ca FILE trusts a venue's own CA)");
}

// What must be there before TLS can be spoken; empty if it is, else what is wrong.
std::string Line::prepare(const Url& url) {
    boost::system::error_code error;
    context_.emplace(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context_->native_handle(), TLS1_2_VERSION);
    context_->set_default_verify_paths(error);
    if (!url.ca.empty()) context_->load_verify_file(url.ca, error);
    if (!url.ca.empty() && error) return "no certificate of a CA can be read from " + url.ca + ": " + error.message();
    tls_.emplace(tcp_, *context_);
    tls_->set_verify_mode(ssl::verify_peer);
    X509_VERIFY_PARAM* wanted = SSL_get0_param(tls_->native_handle());
    if (is_number(url.host)) {
        X509_VERIFY_PARAM_set1_ip_asc(wanted, url.host.c_str());
    } else {
        X509_VERIFY_PARAM_set1_host(wanted, url.host.c_str(), url.host.size());
        SSL_set_tlsext_host_name(tls_->native_handle(), url.host.c_str());
    }
    return "";
}

void Line::close() {
    resolver_.cancel();
    tcp_.close();
}

}  // namespace dais::client

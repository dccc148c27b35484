/** Whether links in Markdown lead somewhere: files and headings are looked up, web addresses only read. Nothing is fetched. */
import remarkGfm from 'remark-gfm';
import remarkValidateLinks from 'remark-validate-links';
import { visit } from 'unist-util-visit';

/** Refuses a web address that is none, or that is not https. */
function remarkWebAddresses() {
  return (tree, file) =>
    visit(tree, ['link', 'image', 'definition'], (node) => {
      if (!/^[a-z][a-z\d+.-]*:/i.test(node.url)) return;
      const isLocal = /^http:\/\/(?:127\.0\.0\.1|localhost)\b/.test(node.url);
      if (!isLocal && !(URL.canParse(node.url) && node.url.startsWith('https://'))) {
        file.message(`${node.url} is no address of a page`, { place: node.position, source: 'web-addresses' });
      }
    });
}

export default {
  plugins: [remarkGfm, [remarkValidateLinks, { repository: false }], remarkWebAddresses],
};
